import { type Alias, isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Step } from "../value";
import { anchors } from "./convert";
import { rootOf } from "./read";
import { isMerge, keyText } from "./scalar";
import type { Text } from "./text";

// locate is the range of the value at a path, or of the nearest one around it.
export function locate(text: Text, path: Step[]): { from: number; to: number } | undefined {
  if (text.value === undefined) return undefined;
  const root = rootOf(text);
  const targets = anchors(root);
  let node: unknown = root;
  for (const step of path) {
    const child = member(node, step, targets);
    if (child === undefined) break;
    node = child;
  }
  const range = (node as Node).range!;
  return { from: range[0], to: range[1] };
}

// member is the node of a member or an element, which may have come from an alias or
// a merge.
function member(node: unknown, step: Step, targets: Map<Alias, Node>): unknown {
  if (isAlias(node)) node = targets.get(node);
  if (isSeq(node)) return typeof step === "number" ? node.items[step] : undefined;
  if (!isMap(node) || typeof step !== "string") return undefined;
  const own = ownPair(node, step, targets);
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
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => {
    const target = isAlias(pair.key) ? targets.get(pair.key) : pair.key;
    if (!isScalar(target) || isMerge(target)) return false;
    const result = keyText(target);
    return "key" in result && result.key === key;
  });
}
