import { isScalar, isSeq, type Scalar } from "yaml";
import { at, type Step, type Value } from "../value";
import { amend, amendExpanded } from "./amend";
import { change, equal } from "./change";
import { ownPair } from "./locate";
import { isPlain, numeral, quote } from "./nodes";
import { read, rootOf } from "./read";
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
  // An edit must not reach further than its place, as it does through an anchor. So
  // what an edited text says is looked at, and the next way does more for it.
  for (const way of [replaceScalar, amend, amendExpanded]) {
    const edited = way(text, path, value);
    if (edited === undefined) continue;
    const result = read(edited, "yaml");
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

// replaceScalar puts a scalar into the place of another one, and touches nothing else.
function replaceScalar(text: Text, path: Step[], value: Value | undefined): string | undefined {
  if (value === undefined || value instanceof Map || Array.isArray(value)) return undefined;
  let node: unknown = rootOf(text);
  for (const step of path) {
    node = isSeq(node) && typeof step === "number" ? node.items[step] : ownPair(node, String(step), new Map())?.value;
  }
  if (!isScalar(node) || node.tag !== undefined || node.source === "") return undefined;
  const [from, to] = node.range!;
  if (node.type?.startsWith("BLOCK_") || text.text.slice(from, to).includes("\n")) return undefined;
  return text.text.slice(0, from) + inline(value, node.type) + text.text.slice(to);
}

// inline is a scalar on one line, in the quotes of the one before it when it needs any.
function inline(value: Exclude<Value, Value[] | Map<string, Value>>, before: Scalar.Type | undefined): string {
  if (typeof value !== "string") return numeral(value);
  if (before === "QUOTE_SINGLE" && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return before === "PLAIN" && isPlain(value) ? value : quote(value);
}
