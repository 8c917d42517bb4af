// Which rows of the table are shown, and in which order.
import type { EffectName } from "../contract";
import { effects as byEffect } from "../results/effect";
import type { Row, Verdict } from "./row";

export type Column = "line" | "name" | "verdict" | "words" | "effect";

export interface Arrangement {
  query: string;
  verdict: Verdict | "";
  column: Column;
  descending: boolean;
}

export const asInFile: Arrangement = { query: "", verdict: "", column: "line", descending: false };

// What needs somebody's attention comes first.
const verdicts: Verdict[] = ["unreadable", "refused", "accepted"];
const effects = (Object.keys(byEffect) as EffectName[]).reverse();

export type EffectOf = (row: Row) => EffectName | undefined;

const rank = (effect: EffectName | undefined): number => (effect === undefined ? effects.length : effects.indexOf(effect));

const keys: { [column in Exclude<Column, "effect">]: (row: Row) => number | string } = {
  line: ({ number }) => number,
  name: ({ name }) => name,
  verdict: ({ verdict }) => verdicts.indexOf(verdict),
  words: ({ words }) => words,
};

// arrange finds the words of the query in what a row shows and in its document. Rows that a
// column does not tell apart stay in the order of the file.
export function arrange(rows: readonly Row[], { query, verdict, column, descending }: Arrangement, effectOf: EffectOf): Row[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = (row: Row) => words.every((word) => textOf(row).includes(word) || effectOf(row)?.includes(word));
  const found = rows.filter((row) => (verdict === "" || row.verdict === verdict) && isFound(row));
  const keyed = found.map((row) => ({ row, key: column === "effect" ? rank(effectOf(row)) : keys[column](row) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) || a.row.number - b.row.number);
  return keyed.map(({ row }) => row);
}

// Lower case takes longest, so it is done once.
const texts = new WeakMap<Row, string>();

function textOf(row: Row): string {
  const known = texts.get(row) ?? `${row.name}\n${row.verdict}\n${row.words}\n${row.text}`.toLowerCase();
  texts.set(row, known);
  return known;
}

// turn sorts by a column, or the other way round when it is sorted by it.
export function turn(by: Arrangement, column: Column): Arrangement {
  return { ...by, column, descending: by.column === column && !by.descending };
}

// countsOf are the rows by their verdicts, in words: 2 accepted, 1 cannot be read.
export function countsOf(rows: readonly Row[]): string {
  const of = (wanted: Verdict) => rows.filter(({ verdict }) => verdict === wanted).length;
  const words = { accepted: "accepted", refused: "refused", unreadable: "cannot be read" };
  return (["accepted", "refused", "unreadable"] as const)
    .map((verdict) => ({ n: of(verdict), words: words[verdict] }))
    .filter(({ n }) => n > 0)
    .map(({ n, words }) => `${number(n)} ${words}`)
    .join(", ");
}

// number is a number as people read it: 3,000.
export const number = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ",");

export const inputs = (n: number): string => (n === 1 ? "1 input" : `${number(n)} inputs`);
