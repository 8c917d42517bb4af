import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { at, type Step, type Value } from "../value";
import { anchors } from "./convert";
import { ownPair } from "./locate";
import { toNode, toPair } from "./nodes";
import type { Text } from "./text";
import { print } from "./write";
import { parseYAML } from "./yaml";

// amendments are texts with an edit made in the tree of the document, the best first:
// whether they say what is wanted is for the caller to find out. An edit must not reach
// further than its place, as it does through an anchor, and so the last ones have what
// aliases and merges stand for in their places.
export function* amendments(text: Text, path: Step[], value: Value | undefined): Generator<string> {
  yield* amended(text, (tree, root) => tree.place(root, text.value, path, value));
  yield* amended(text, (tree, root) => tree.place(tree.expand(root, text.value!), text.value, path, value));
}

function* amended(text: Text, apply: (tree: Tree, root: Node) => Node): Generator<string> {
  const document = parseYAML(text.text); // a tree of its own, to be changed
  const layout = layoutOf(text.text);
  const root: Node = document.contents!;
  let before: string;
  let after: string;
  try {
    before = print(document, layout);
    document.contents = apply(new Tree(anchors(root)), root) as typeof document.contents;
    after = print(document, layout);
  } catch {
    return; // such as an alias whose anchor is gone
  }
  const grafted = graft(text.text, before, after);
  if (grafted !== undefined) yield grafted;
  yield after;
}

// graft makes the change between two printed documents in the text, whose lines may be
// laid out as no printer does it. It takes lines that correspond, blank ones aside.
function graft(text: string, before: string, after: string): string | undefined {
  const lines = (of: string) => (of.endsWith("\n") ? of : `${of}\n`).match(/.*\S.*\n(?:[ \t\r]*\n)*/g) ?? [];
  const [old, was, is] = [lines(text), lines(before), lines(after)];
  if (old.length !== was.length) return undefined;
  let head = 0;
  while (head < is.length && was[head] === is[head]) head++;
  let tail = 0;
  while (tail < Math.min(was.length, is.length) - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++;
  return [...old.slice(0, head), ...is.slice(head, is.length - tail), ...old.slice(old.length - tail)].join("");
}

// layoutOf finds out how a text is laid out, as far as the library can do the same.
function layoutOf(text: string) {
  const indents = Array.from(text.matchAll(/^ +(?=[^\s#])/gm), ([spaces]) => spaces.length);
  return {
    indent: Math.min(8, ...indents.filter((indent) => indent > 1)) % 8 || 2,
    indentSeq: !/^( *)[^\s#-].*:[ ]*\n\1- /m.test(text),
    flowCollectionPadding: /[{[] +[^\s]/.test(text),
  };
}

class Tree {
  constructor(private readonly targets: Map<Alias, Node>) {}

  // place sets or removes what is at a path below a node whose value is known, and
  // returns the node, or another one for its place.
  place(node: unknown, current: Value | undefined, path: Step[], value: Value | undefined): Node {
    const [step, ...rest] = path;
    if (step === undefined) return replacement(value === undefined ? new Map() : value, node);
    const remove = rest.length === 0 && value === undefined;
    if (typeof step === "number") {
      const list = isSeq(node) ? node : (replacement(Array.isArray(current) ? current : [], node) as YAMLSeq);
      if (list.items.length === 0) list.flow = undefined;
      if (remove) list.items.splice(step, 1);
      else list.items[step] = this.place(list.items[step], at(current, [step]), rest, value);
      return list;
    }
    const map = isMap(node) ? node : (replacement(current instanceof Map ? current : new Map(), node) as YAMLMap);
    if (map.items.length === 0) map.flow = undefined;
    let pair = ownPair(map, step, this.targets);
    if (remove) {
      map.items = map.items.filter((other) => other !== pair);
      return map;
    }
    if (pair === undefined) {
      const merged = at(current, [step]);
      pair = toPair(step, merged === undefined ? null : toNode(merged));
      map.items.push(pair);
    }
    pair.value = this.place(pair.value, at(current, [step]), rest, value);
    return map;
  }

  // expand replaces aliases and merges by what they stand for.
  expand(node: unknown, current: Value): Node {
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return replacement(current, node);
    delete node.anchor;
    if (isSeq(node)) node.items = node.items.map((item, i) => this.expand(item, at(current, [i])!));
    if (isMap(node)) {
      node.items = Array.from(current as Map<string, Value>, ([key, member]) => {
        const own = ownPair(node, key, this.targets);
        if (own === undefined) return toPair(key, toNode(member));
        if (isAlias(own.key)) own.key = toNode(key);
        own.value = this.expand(own.value, member);
        return own;
      });
    }
    return node;
  }
}

// replacement is a value with the comments, and the quotes, of the node whose place it
// takes.
function replacement(value: Value, before: unknown): Node {
  const node = toNode(value);
  if (isScalar(before) || isMap(before) || isSeq(before) || isAlias(before)) {
    // A comment at the end of a line goes to the line of the key.
    const inLine = isScalar(node) || node.flow;
    node.commentBefore = inLine ? before.commentBefore : (before.commentBefore ?? before.comment);
    node.comment = inLine || isMap(before) || isSeq(before) ? before.comment : undefined;
    node.spaceBefore = before.spaceBefore;
  }
  if (isScalar(node) && isScalar(before) && node.type === "QUOTE_DOUBLE" && before.type === "QUOTE_SINGLE") node.type = before.type;
  return node;
}
