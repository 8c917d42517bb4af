// The row that the page has opened, and the way back: an entry of the browser's history is
// of a row, or one that the table was shown in, or neither.
import { computed, effect, signal } from "@preact/signals";
import { entry, open } from "../entries";
import { textOf } from "../input";
import { inputTab, resultTab, tableTab } from "../state";
import { read } from "../text";
import type { Row } from "./row";
import { file, rows, shown, start } from "./table";

export const wayBackId = "to-rows";
export const mostShown = 25; // rows that are drawn

const ofEntry = signal(new Map<string, number>());
const withTable = new Set<string>();

// opened is the row of the entry that the page is at.
export const opened = computed<Row | undefined>(() => {
  const number = ofEntry.value.get(entry.value);
  return number === undefined ? undefined : rows.value[number - 1];
});

export const rowId = ({ number }: Row): string => `row-${number}`;

let turns = 0; // of rows that were to be opened

// openRow makes the document of a row the input.
export async function openRow(row: Row): Promise<void> {
  const turn = ++turns;
  const text = await readable(row);
  if (turn !== turns) return;
  if (resultTab.peek() === tableTab) withTable.add(entry.peek());
  else withTable.delete(entry.peek());
  open(text, row.language);
  ofEntry.value = new Map(ofEntry.peek()).set(entry.peek(), row.number);
  if (row.verdict === "unreadable") inputTab.value = "text";
  if (resultTab.peek() === tableTab) resultTab.value = "manifests";
  queueMicrotask(() => document.getElementById(wayBackId)?.focus());
}

// readable is the text of a row. What stands in one line gets a line for each value.
function readable({ text, language, verdict }: Row): string | Promise<string> {
  if (language === "yaml") return text;
  if (verdict === "unreadable") return text.trim();
  return textOf(read(text.trim(), language).value!, language);
}

// toTable goes back to the table, and there to the row that was opened.
export function toTable(): void {
  resultTab.value = tableTab;
  toRow(opened.peek());
}

function toRow(row: Row | undefined): void {
  const index = row ? shown.peek().indexOf(row) : -1;
  if (!row || index < 0) return;
  start.value = Math.floor(index / mostShown) * mostShown;
  // The table is drawn in a microtask.
  queueMicrotask(() => document.getElementById(rowId(row))?.focus());
}

// beside is the row before or after the opened one, as the table has them. A row without a text
// cannot be opened.
export function beside(by: -1 | 1): Row | undefined {
  const openable = shown.value.filter((row) => row.text !== "" || row === opened.value);
  const at = opened.value ? openable.indexOf(opened.value) : -1;
  return at < 0 ? undefined : openable[at + by];
}

effect(() => {
  void file.value;
  ofEntry.value = new Map();
  withTable.clear();
});

// Back to an entry with the table shows it, at the row that was opened from there.
let last: Row | undefined;
effect(() => {
  const id = entry.value;
  const before = last;
  last = opened.value;
  if (withTable.has(id)) {
    resultTab.value = tableTab;
    toRow(before);
  } else if (opened.value && resultTab.peek() === tableTab) {
    resultTab.value = "manifests";
  }
});
