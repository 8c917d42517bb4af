// The entries of the browser's history. What is opened has an entry of its own, so that Back
// goes back; what is typed changes the entry it is in. Each keeps the text as it was
// written, as far as the browser may keep it: comments and errors stay when the page is
// loaded again.
import { signal } from "@preact/signals";
import { arrival } from "./arrival";
import { run } from "./background/run";
import { begin, leftOut, readable, settle, take, text, version } from "./input";
import { keepable } from "./keep";
import { leftOutOf } from "./link";
import { isPart } from "./part";
import type { Version } from "./past";
import { contract, examples, failure } from "./state";
import { type Language, type Text, takesLong } from "./text";

// Entry is the state of an entry.
interface Entry {
  id: string;
  text?: string;
  language: Language;
  leftOut: string[];
}

function isEntry(state: unknown): state is Entry {
  const { id, text, language, leftOut } = (state ?? {}) as { [key: string]: unknown };
  const isText = text === undefined || typeof text === "string";
  return typeof id === "string" && isText && (language === "yaml" || language === "json") && Array.isArray(leftOut);
}

const newId = (): string => Math.random().toString(36).slice(2);

// entry is the one that the page is at.
export const entry = signal(newId());

// whole are the texts of the newest entries as they were, sensitive inputs included, which
// are lost when the page is left.
const whole = new Map<string, Version>();
const mostWhole = 30;

function remember(): void {
  whole.delete(entry.peek());
  whole.set(entry.peek(), version());
  if (whole.size > mostWhole) whole.delete(whole.keys().next().value!);
}

// kept is the text as far as the browser may keep it. An example has nothing to hide.
function kept(of: Text): string | undefined {
  if (prepared.has(of)) return prepared.get(of);
  return isExample(of) ? of.text : keepable(of, contract.peek()!, readable.peek());
}

// prepared is what may be kept of texts for which that takes long to find out.
const prepared = new WeakMap<Text, string | undefined>();

// prepareToKeep finds out what may be kept of the text on the page, if that takes long.
export async function prepareToKeep(): Promise<void> {
  const of = text.peek();
  if (of.waits || !takesLong(of.text) || prepared.has(of) || isExample(of)) return;
  const { text: written, language } = of;
  try {
    prepared.set(of, await run("keepable", { text: written, language }, contract.peek()!, readable.peek()));
  } catch {
    // Then it is found out when it is kept.
  }
}

const isExample = (of: Text): boolean => examples.peek().some(({ text, language }) => text === of.text && language === of.language);

// keep writes the text into the entry that the page is at. A part of another page has none.
export function keep(url = location.href): void {
  if (isPart) return;
  const { language } = version();
  const written = kept(text.peek());
  const lost = written === text.peek().text ? leftOut.peek() : leftOutOf(readable.peek(), contract.peek()!, leftOut.peek());
  const state: Entry = { id: entry.peek(), language, leftOut: lost, ...(written !== undefined && { text: written }) };
  history.replaceState(state, "", url);
}

// open makes a text the input, in an entry of its own.
export function open(newText: string, language: Language): void {
  keep();
  remember();
  take(newText, language);
  arrival.value = undefined;
  entry.value = newId();
  if (!isPart) history.pushState(null, "", location.pathname + location.search);
  keep();
}

// beginAgain begins with the text that the entry has from before the page was loaded again.
export function beginAgain(): boolean {
  const { state } = history;
  if (!isEntry(state)) return false;
  entry.value = state.id;
  if (state.text === undefined) return false;
  begin(state.text, state.language, state.leftOut);
  return true;
}

// followHistory brings the text of the entry that the person goes to. Restore brings what is
// in its address, when there is nothing else or somebody has entered one. A page that was
// not touched keeps its entry as it is.
export function followHistory(restore: () => Promise<boolean>, isTouched: () => boolean): void {
  addEventListener("popstate", ({ state }: PopStateEvent) => {
    if (!isEntry(state)) return; // and the address has changed
    remember();
    const { text, language, leftOut } = whole.get(state.id) ?? state;
    if (text === undefined) void restore();
    else take(text, language, leftOut);
    entry.value = state.id;
  });
  addEventListener("hashchange", async () => {
    if (isEntry(history.state)) return;
    remember();
    entry.value = newId();
    await restore();
    keep();
  });
  addEventListener("beforeunload", (event) => {
    if (failure.peek()) return;
    settle();
    if (isTouched()) keep();
    if (kept(text.peek()) !== text.peek().text) event.preventDefault(); // the browser asks
  });
}
