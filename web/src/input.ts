// The text of the input, which is the one state that people change, and its past.
import { batch, computed, effect, signal } from "@preact/signals";
import { isContainer, sizeOf } from "./form/change";
import { readOnly } from "./part";
import { Past, type Typing, type Version } from "./past";
import * as inputText from "./text";
import { at, type Step, type Value } from "./value";

// text is the input, which begin, take, write, replace, edit, undo and redo change.
export const text = signal<inputText.Text>(inputText.read("{}\n", "yaml"));
export const value = computed<Value | undefined>(() => text.value.value);
// readable is the last input that could be read.
export const readable = signal<Value>(new Map());
effect(() => {
  if (value.value !== undefined) readable.value = value.value;
});

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
  set(inputText.read(newText, language), undefined, lost);
}

export function write(newText: string, language: inputText.Language, typing?: Typing): void {
  set(inputText.read(newText, language), typing);
}

// replace puts a value into the place of the whole text.
export function replace(newValue: Value, language: inputText.Language): void {
  set(inputText.write(newValue, language));
}

export function edit(path: Step[], newValue: Value | undefined): void {
  const before = value.peek();
  if (before === undefined) return;
  set(inputText.edit(text.peek(), path, newValue), { path, goesOn: isTyped(path, at(before, path), newValue) });
}

// isTyped reports whether a change may come from a key press in a text field. One in the
// key of a map makes a map of the same size.
function isTyped(path: Step[], before: Value | undefined, after: Value | undefined): boolean {
  if (after === undefined) return typeof path.at(-1) === "string";
  if (isContainer(after)) return isContainer(before) && sizeOf(before) === sizeOf(after);
  return after !== null && typeof after !== "boolean";
}

// set makes a text the input, in a step that can be undone, unless it may only be looked at.
function set(next: inputText.Text, typing?: Typing, lost = leftOut.peek()): void {
  if (readOnly.peek()) return;
  const replaced = version();
  if (next.text === replaced.text && next.language === replaced.language && lost.join() === replaced.leftOut.join()) return;
  past.record(replaced, typing);
  batch(() => {
    text.value = next;
    leftOut.value = lost;
  });
}

// doWithout forgets what the text has lost.
export function doWithout(): void {
  set(text.peek(), undefined, []);
}

// version is what is on the page.
export function version(): Version {
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
  if (!version) return;
  batch(() => {
    text.value = inputText.read(version.text, version.language);
    leftOut.value = version.leftOut;
  });
}
