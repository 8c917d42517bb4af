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
  if (value === undefined) {
    if (at(text.value, path) === undefined) return text;
    path = emptied(text.value, path);
  }
  let wanted = change(text.value, path, value);
  if (wanted === undefined) wanted = new Map(); // the root stays
  if (text.language === "json") return write(wanted, "json");
  const replaced = replaceScalar(text, path, value, wanted);
  if (replaced !== undefined) return replaced;
  for (const amended of amendments(text, path, value)) {
    const result = read(amended, "yaml");
    if (equal(result.value, wanted)) return result;
  }
  return write(wanted, "yaml");
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
