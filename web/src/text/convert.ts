import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { formatPath, type Step, type Value, type ValueMap } from "../value";
import { maxAliased, maxDepth, Refusal, tooDeep } from "./refusal";
import { isMerge, keyText, scalar } from "./scalar";

// convert is the value of a document.
export function convert(root: Node): Value {
  return new Converter(anchors(root)).value(root, [], 1);
}

// anchors finds what every alias stands for: the last node before it with its name.
export function anchors(root: Node): Map<Alias, Node> {
  const named = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const visit = (node: unknown, depth: number) => {
    if (isAlias(node)) {
      const target = named.get(node.source);
      if (target === undefined) {
        const problem = "an alias has no anchor: put quotes around text that begins with *";
        throw new Refusal(`the document is not YAML: ${problem}`, offset(node));
      }
      targets.set(node, target);
      return;
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return;
    if (node.anchor !== undefined) {
      if (!/^[0-9A-Za-z_-]+$/.test(node.anchor)) {
        throw new Refusal("the document is not YAML: an anchor has other characters than letters and digits", offset(node));
      }
      named.set(node.anchor, node);
    }
    if (isScalar(node)) return;
    if (depth > maxDepth) throw new Refusal(tooDeep, offset(node));
    for (const item of node.items) {
      if (isSeq(node)) visit(item, depth + 1);
      else {
        const pair = item as YAMLMap["items"][number];
        visit(pair.key, depth + 1);
        visit(pair.value, depth + 1);
      }
    }
  };
  visit(root, 1);
  return targets;
}

const offset = (node: unknown) => (node as Node | null)?.range?.[0] ?? 0;

class Converter {
  private inAlias: Alias[] = []; // the aliases around the node at hand
  private aliased = 0; // how many nodes aliases stood for

  constructor(private readonly targets: Map<Alias, Node>) {}

  value(node: unknown, path: Step[], depth: number): Value {
    if (this.inAlias.length > 0 && ++this.aliased > maxAliased) {
      throw new Refusal(`the document's aliases stand for more than ${maxAliased} values`, offset(node));
    }
    if (isAlias(node)) return this.alias(node, (target) => this.value(target, path, depth));
    if (isScalar(node)) {
      const result = scalar(node);
      if ("problem" in result) throw new Refusal(result.problem, offset(node));
      return result.value;
    }
    if (depth > maxDepth) throw new Refusal(tooDeep, offset(node));
    if (isSeq(node)) return node.items.map((item, i) => this.value(item, [...path, i], depth + 1));
    if (isMap(node)) {
      const mapping = { path, depth, own: new Map<string, unknown>(), values: new Map<string, Value>() };
      this.members(mapping, node, false);
      return mapping.values;
    }
    return null; // {key} has no node for its value
  }

  // alias calls use with what an alias stands for.
  private alias<T>(alias: Alias, use: (target: Node) => T): T {
    const target = this.targets.get(alias)!;
    if (this.inAlias.some((around) => this.targets.get(around) === target)) {
      throw new Refusal("the document has an anchor that contains itself", offset(alias));
    }
    this.inAlias.push(alias);
    const result = use(target);
    this.inAlias.pop();
    return result;
  }

  // members takes the members of a mapping, or of one merged into it (<<). Merged ones
  // give way to those that come later, and must not meet one that came before: YAML
  // and CUE do not agree about these.
  private members(mapping: Mapping, node: YAMLMap, merged: boolean) {
    for (const pair of node.items) {
      if (isMerge(pair.key)) {
        this.merge(mapping, pair.value);
        continue;
      }
      const key = this.key(pair.key);
      const path = [...mapping.path, key];
      if (mapping.own.has(key)) {
        const name = formatPath(path);
        if (!merged) throw new Refusal(`${name} is given twice`, offset(pair.key));
        throw new Refusal(`${name} stands before a << that has it too: write << first`, offset(mapping.own.get(key)));
      }
      if (!merged) mapping.own.set(key, pair.key);
      mapping.values.set(key, this.value(pair.value, path, mapping.depth + 1));
    }
  }

  // merge takes the members of a mapping, or of several of which the first has
  // precedence.
  private merge(mapping: Mapping, node: unknown) {
    if (isMap(node)) this.members(mapping, node, true);
    else if (isAlias(node)) this.alias(node, (target) => this.merge(mapping, target));
    else if (isSeq(node)) for (const item of [...node.items].reverse()) this.merge(mapping, item);
    else throw new Refusal("<< takes a mapping or a list of mappings", offset(node));
  }

  private key(node: unknown): string {
    const target = isAlias(node) ? this.targets.get(node) : node;
    const result = isScalar(target) ? keyText(target) : { problem: "the document has a key that is not a string" };
    if ("problem" in result) throw new Refusal(result.problem, offset(node));
    return result.key;
  }
}

interface Mapping {
  path: Step[];
  depth: number;
  own: Map<string, unknown>; // the keys that the mapping itself has, and their nodes
  values: ValueMap;
}
