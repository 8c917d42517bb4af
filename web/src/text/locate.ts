import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { Step } from "../value";
import { anchors } from "./convert";
import { rootOf } from "./read";
import { isMerge, keyText } from "./scalar";
import type { Text } from "./text";

export interface Range {
  from: number;
  to: number;
}

// locate are the ranges of the values at paths, or of the nearest ones around them. A text that
// has no value has none.
export function locate(text: Text, paths: Step[][]): Range[] | undefined {
  if (text.value === undefined) return undefined;
  const root = rootOf(text);
  const targets = targetsOf(root);
  return paths.map((path) => rangeOf(root, path, targets));
}

function rangeOf(root: Node, path: Step[], targets: Map<Alias, Node>): Range {
  let node: unknown = root;
  for (const step of path) {
    const child = member(node, step, targets);
    if (child === undefined) break;
    node = child;
  }
  const range = (node as Node).range!;
  return { from: range[0], to: range[1] };
}

// What was found in a tree is kept with it, as thousands of places may be looked for.
const found = new WeakMap<Node, Map<Alias, Node>>();
const indexed = new WeakMap<YAMLMap, Map<string, Pair>>();

function targetsOf(root: Node): Map<Alias, Node> {
  const targets = found.get(root) ?? anchors(root);
  found.set(root, targets);
  return targets;
}

function pairsOf(map: YAMLMap, targets: Map<Alias, Node>): Map<string, Pair> {
  const known = indexed.get(map);
  if (known) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    const key = keyOf(pair, targets);
    if (key !== undefined && !pairs.has(key)) pairs.set(key, pair);
  }
  indexed.set(map, pairs);
  return pairs;
}

// member is the node of a member or an element, which may have come from an alias or
// a merge.
function member(node: unknown, step: Step, targets: Map<Alias, Node>): unknown {
  if (isAlias(node)) node = targets.get(node);
  if (isSeq(node)) return typeof step === "number" ? node.items[step] : undefined;
  if (!isMap(node) || typeof step !== "string") return undefined;
  const own = pairsOf(node, targets).get(step);
  if (own !== undefined) return own.value ?? own.key; // {key} has no node for its value
  for (const pair of [...node.items].reverse()) {
    if (!isMerge(pair.key)) continue;
    const list = isSeq(pair.value) ? pair.value.items : [pair.value];
    for (const merged of list) {
      const found = member(merged, step, targets);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

// ownPair is the member that a mapping itself has, not by a merge.
export function ownPair(node: unknown, key: string, targets: Map<Alias, Node>) {
  return isMap(node) ? node.items.find((pair) => keyOf(pair, targets) === key) : undefined;
}

function keyOf({ key }: Pair, targets: Map<Alias, Node>): string | undefined {
  const target = isAlias(key) ? targets.get(key) : key;
  if (!isScalar(target) || isMerge(target)) return undefined;
  const result = keyText(target);
  return "key" in result ? result.key : undefined;
}
