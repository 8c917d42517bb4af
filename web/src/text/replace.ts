import { isMap, isScalar, isSeq, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { Step, Value } from "../value";
import { anchors } from "./convert";
import { ownPair } from "./locate";
import { isPlain, numeral, quote } from "./nodes";
import { known, rootOf } from "./read";
import { exceeds, maxBytes } from "./refusal";
import type { Text } from "./text";

// replaceScalar puts a scalar into the place of another one, and touches nothing else.
// It does so when it is certain what the text will say, so that nothing is parsed: this
// is what happens at every key press.
export function replaceScalar(text: Text, path: Step[], value: Value | undefined, wanted: Value): Text | undefined {
  const root = rootOf(text);
  if (value === undefined || value instanceof Map || Array.isArray(value)) return undefined;
  if (path.length === 0 || anchors(root).size > 0) return undefined;
  const node = scalarAt(root, path);
  if (node === undefined || node.tag !== undefined || node.source === "" || node.type?.startsWith("BLOCK_")) return undefined;
  const [from, to] = node.range!;
  const written = inline(value, node.type);
  if (text.text.slice(from, to).includes("\n") || written === undefined) return undefined;
  const replacement = new Scalar(typeof value === "string" ? value : written);
  replacement.source = replacement.value as string;
  replacement.type = written.startsWith('"') ? "QUOTE_DOUBLE" : written.startsWith("'") ? "QUOTE_SINGLE" : "PLAIN";
  replacement.range = [from, from + written.length, from + written.length];
  const by = written.length - (to - from);
  const edited = text.text.slice(0, from) + written + text.text.slice(to);
  if (exceeds(edited)) return undefined;
  return known(edited, text.language, wanted, moved(root, node, replacement, by) as Node);
}

function scalarAt(root: Node, path: Step[]): Scalar | undefined {
  let node: unknown = root;
  for (const step of path) {
    if (typeof step === "number") node = isSeq(node) ? node.items[step] : undefined;
    else node = ownPair(node, step, new Map())?.value;
  }
  return isScalar(node) ? node : undefined;
}

// inline is a scalar on one line, in the quotes of the one before it when it needs any.
function inline(value: Exclude<Value, Value[] | Map<string, Value>>, before: Scalar.Type | undefined): string | undefined {
  if (typeof value !== "string") return numeral(value);
  if (/\p{Surrogate}/u.test(value) || value.length > maxBytes / 4) return undefined;
  if (before === "QUOTE_SINGLE" && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return before === "PLAIN" && isPlain(value) ? value : quote(value);
}

// moved is a tree with one of its scalars replaced, and what comes after it moved. The
// tree itself stays as it is; what comes before is shared.
function moved(node: unknown, replaced: Scalar, replacement: Scalar, by: number): unknown {
  if (node === replaced) return replacement;
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return node;
  const edge = replaced.range![1];
  const [from, to, end] = node.range!;
  if (to < edge) return node;
  const shift = (offset: number) => (offset >= edge ? offset + by : offset);
  const about = { range: [shift(from), shift(to), shift(end)] as const, ...(node.tag !== undefined && { tag: node.tag }) };
  if (isScalar(node)) return Object.assign(new Scalar(node.value), about, { source: node.source, type: node.type });
  const move = (part: unknown) => moved(part, replaced, replacement, by);
  if (isSeq(node)) return Object.assign(new YAMLSeq(), about, { flow: node.flow, items: node.items.map(move) });
  const items = node.items.map((pair) => new Pair(move(pair.key), move(pair.value)));
  return Object.assign(new YAMLMap(), about, { flow: node.flow, items });
}
