import { at, type Step, type Value } from "../value";
import { amendments } from "./amend";
import { change, equal } from "./change";
import { read } from "./read";
import { replaceScalar } from "./replace";
import type { Text } from "./text";
import { write } from "./write";

// edit is the text with the value at a path set, or removed when it is undefined.
// Everything else, comments included, stays. The text must have a value.
export function edit(text: Text, path: Step[], value: Value | undefined): Text {
  const wanted = changed(text.value, path, value);
  if (wanted === text.value) return text;
  if (value === undefined) path = emptied(text.value, path);
  if (text.language === "json") return write(wanted, "json");
  const replaced = replaceScalar(text, path, value, wanted);
  if (replaced !== undefined) return replaced;
  for (const amended of amendments(text, path, value)) {
    const result = read(amended, "yaml");
    if (equal(result.value, wanted)) return result;
  }
  return write(wanted, "yaml");
}

// editAll edits a place once after another.
export function editAll(text: Text, path: Step[], values: (Value | undefined)[]): Text {
  return values.reduce((edited: Text, value) => (edited.value === undefined ? edited : edit(edited, path, value)), text);
}

// changed is what a text says after an edit.
export function changed(before: Value | undefined, path: Step[], value: Value | undefined): Value {
  if (value !== undefined) return change(before, path, value) ?? new Map();
  if (at(before, path) === undefined) return before!;
  return change(before, emptied(before, path), undefined) ?? new Map(); // the root stays
}

// emptied is the path of what is to be removed so that no empty object stays behind.
function emptied(value: Value | undefined, path: Step[]): Step[] {
  while (path.length > 1 && typeof path.at(-2) === "string") {
    const around = at(value, path.slice(0, -1));
    if (!(around instanceof Map) || around.size > 1) break;
    path = path.slice(0, -1);
  }
  return path;
}
