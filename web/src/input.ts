// The text of the input, which is the one state that people change, and its past.
import { batch, computed, effect, signal } from "@preact/signals";
import { run } from "./background/run";
import { isContainer, same, sizeOf } from "./form/change";
import { isPart, readOnly } from "./part";
import { Past, type Typing, type Version } from "./past";
import * as inputText from "./text";
import { equal } from "./text/change";
import { at, formatPath, revived, type Step, toJSON, type Value } from "./value";

// text is the input, which begin, take, write, replace, edit, undo and redo change.
export const text = signal<inputText.Text>(inputText.read("{}\n", "yaml"));
export const value = computed<Value | undefined>(() => text.value.value);
// beingRead is whether it is not known yet what the text says.
export const beingRead = computed(() => text.value.waits === "reading");
export const isUnreadable = computed(() => text.value.problems.length > 0);
// readable is the last input that could be read.
export const readable = signal<Value>(new Map());

// leftOut are sensitive inputs that the text has lost on its way here.
export const leftOut = signal<string[]>([]);

export const past = new Past();

// begin gives the page its first text, before which there is nothing.
export function begin(newText: string, language: inputText.Language, lost: string[] = []): void {
  past.clear();
  bring({ text: newText, language, leftOut: lost });
}

// take makes another text the input.
export function take(newText: string, language: inputText.Language, lost: string[] = []): void {
  set(read(newText, language), undefined, lost);
}

export function write(newText: string, language: inputText.Language, typing?: Typing): void {
  set(read(newText, language), typing);
}

// writeAs writes the input in a language, unless it changes meanwhile.
export async function writeAs(language: inputText.Language): Promise<void> {
  if (beingRead.peek()) settle();
  const before = text.peek();
  if (before.value === undefined) return;
  const written = await textOf(before.value, language);
  if (text.peek() === before) write(written, language);
}

// textOf is a value as text.
export function textOf(newValue: Value, language: inputText.Language): string | Promise<string> {
  if (takesLong(toJSON(newValue))) return run("write", newValue, language);
  return inputText.write(newValue, language).text;
}

export function edit(path: Step[], newValue: Value | undefined): void {
  if (beingRead.peek()) {
    const seen = readable.peek();
    settle();
    if (!same(seen, readable.peek())) return; // it was meant for another input
  }
  const before = text.peek();
  if (before.value === undefined || readOnly.peek()) return;
  const typing = { path, goesOn: isTyped(path, at(before.value, path), newValue) };
  const isLong = before.waits || takesLong(before.text) || (typeof newValue === "string" && takesLong(newValue));
  if (isLong) editLater(path, newValue, typing);
  else set(inputText.edit(before, path, newValue), typing);
}

// isTyped reports whether a change may come from a key press in a text field. One in the
// key of a map makes a map of the same size.
function isTyped(path: Step[], before: Value | undefined, after: Value | undefined): boolean {
  if (after === undefined) return typeof path.at(-1) === "string";
  if (isContainer(after)) return isContainer(before) && sizeOf(before) === sizeOf(after);
  return after !== null && typeof after !== "boolean";
}

// unwritten are the edits that a text is waiting for, in one place and without a pause.
let unwritten: { before: inputText.Text; path: Step[]; values: (Value | undefined)[] } | undefined;

// editLater changes what the input says at once, and its text as soon as that is written.
function editLater(path: Step[], newValue: Value | undefined, typing: Typing): void {
  const isMore = text.peek().waits && past.goesOn(typing) && formatPath(unwritten!.path) === formatPath(path);
  if (!isMore) settle();
  const current = text.peek();
  if (current.value === undefined) return;
  const wanted = inputText.changed(current.value, path, newValue);
  if (same(wanted, current.value)) return;
  past.record({ text: current.text, language: current.language, leftOut: leftOut.peek() }, typing);
  if (isMore) unwritten!.values.push(newValue);
  else unwritten = { before: current, path, values: [newValue] };
  become({ text: current.text, language: current.language, value: wanted, problems: [], waits: "writing" });
}

// become makes a text the one on the page.
function become(next: inputText.Text, lost = leftOut.peek()): void {
  batch(() => {
    text.value = next;
    if (next.value !== undefined) readable.value = next.value;
    leftOut.value = lost;
  });
}

// takesLong reports whether a text is for the background. The page around a part hears at once
// what each change comes to, and so a part does everything at once.
const takesLong = (of: string): boolean => !isPart && inputText.takesLong(of);

// read is a text, whose value comes later if that takes long.
function read(newText: string, language: inputText.Language): inputText.Text {
  if (!takesLong(newText)) return inputText.read(newText, language);
  return { text: newText, language, value: undefined, problems: [], waits: "reading" };
}

// settle does what the text is waiting for, for those who cannot wait.
export function settle(): void {
  const waiting = text.peek();
  if (waiting.waits === "reading") become(inputText.read(waiting.text, waiting.language));
  else if (waiting.waits) become(done(waiting, inputText.editAll(unwritten!.before, unwritten!.path, unwritten!.values)));
}

// done is a text that has been read or written. What it says is not new after an edit.
function done({ value: known }: inputText.Text, text: inputText.Text): inputText.Text {
  return known !== undefined && equal(known, text.value) ? { ...text, value: known } : text;
}

// settled waits for the text.
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (text.value.waits) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

// catchUp does in the background what the text is waiting for. What has changed meanwhile comes
// next.
let isBehind = false;
async function catchUp(): Promise<void> {
  if (isBehind) return;
  isBehind = true;
  try {
    for (let waiting = text.peek(); waiting.waits; waiting = text.peek()) {
      const finished = await inBackground(waiting);
      if (text.peek() === waiting) become(done(waiting, finished));
    }
  } catch {
    settle();
  } finally {
    isBehind = false;
  }
}

async function inBackground(waiting: inputText.Text): Promise<inputText.Text> {
  return waiting.waits === "reading" ? readInBackground(waiting) : writeInBackground();
}

async function readInBackground({ text, language }: inputText.Text): Promise<inputText.Text> {
  return received(await run("read", { text, language }));
}

async function writeInBackground(): Promise<inputText.Text> {
  const edits = unwritten!;
  const { text, language } = edits.before;
  const values = [...edits.values];
  edits.before = received(await run("edit", { text, language }, edits.path, values));
  edits.values.splice(0, values.length);
  return edits.before;
}

const received = ({ value, ...about }: inputText.Text): inputText.Text => ({ ...about, value: value && revived(value) });

effect(() => {
  if (text.value.waits) void catchUp();
});

// set makes a text the input, in a step that can be undone, unless it may only be looked at.
function set(next: inputText.Text, typing?: Typing, lost = leftOut.peek()): void {
  if (readOnly.peek()) return;
  const replaced = version();
  if (next.text === replaced.text && next.language === replaced.language && lost.join() === replaced.leftOut.join()) return;
  past.record(replaced, typing);
  become(next, lost);
}

// doWithout forgets what the text has lost.
export function doWithout(): void {
  set(text.peek(), undefined, []);
}

// version is what is on the page.
export function version(): Version {
  if (text.peek().waits === "writing") settle();
  const { text: written, language } = text.peek();
  return { text: written, language, leftOut: leftOut.peek() };
}

export function undo(): void {
  if (!readOnly.peek()) bring(past.back(version()));
}

export function redo(): void {
  if (!readOnly.peek()) bring(past.forward(version()));
}

function bring(version: Version | undefined): void {
  if (version) become(read(version.text, version.language), version.leftOut);
}
