import { type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { Decimal, toJSON, type Value } from "../value";

// toNode is a value as a tree for YAML. The scalars are text, as in what parseYAML
// returns.
export function toNode(value: Value): Scalar | YAMLMap | YAMLSeq {
  if (Array.isArray(value)) {
    const list = new YAMLSeq();
    list.items = value.map(toNode);
    list.flow = value.length === 0;
    return list;
  }
  if (value instanceof Map) {
    const map = new YAMLMap();
    map.items = Array.from(value, ([key, member]) => toPair(key, toNode(member)));
    map.flow = value.size === 0;
    return map;
  }
  const text = typeof value === "string" ? value : numeral(value);
  const node = new Scalar(text);
  node.source = text;
  if (typeof value !== "string" || isPlain(value)) node.type = "PLAIN";
  else node.type = isBlock(value) ? "BLOCK_LITERAL" : "QUOTE_DOUBLE";
  return node;
}

export function toPair(key: string, value: Node | null): Pair<Node, Node | null> {
  const node = toNode(key) as Scalar;
  if (node.type === "BLOCK_LITERAL") node.type = "QUOTE_DOUBLE"; // a key stands on one line
  return new Pair(node, value);
}

// numeral is a scalar that is no string. JSON has numbers that are too large for a
// YAML reader, which takes them for strings.
export function numeral(value: Exclude<Value, string>): string {
  const text = toJSON(value);
  if (!(value instanceof Decimal || typeof value === "bigint") || Number.isFinite(Number(text))) return text;
  return text.startsWith("-") ? "-.inf" : ".inf";
}

const words = /^[-.]*(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

// isPlain reports whether a string needs no quotes in YAML: it has no character with
// a meaning, and no reader of YAML 1.1 or 1.2 takes it for another type.
export function isPlain(text: string): boolean {
  if (!/^[\p{L}\p{N}_./-][\p{L}\p{N}_./@+=()$;-]*(?:(?: +|:+)[\p{L}\p{N}_./@+=()$;-]+)*$/u.test(text)) return false;
  if (/^(?:-|--|---|\.\.\.)(?: |$)/.test(text) || words.test(text)) return false;
  return !/^[-.0-9][-+.:_ 0-9a-fA-FoxXTtZzp]*$/.test(text);
}

// isBlock reports whether a string can be written as lines under a |.
function isBlock(text: string): boolean {
  return (
    /^[^\s][^]*\S\n?$/.test(text) &&
    text.includes("\n") &&
    !/[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\p{L}]|[ ]\n/u.test(text)
  );
}

// quote is a string in double quotes, on one line, for JSON and for YAML.
export function quote(text: string): string {
  return escapeUnprintable(JSON.stringify(text));
}

// written is a scalar on one line of a text.
export function written(value: Value, language: "yaml" | "json"): string {
  if (typeof value !== "string") return language === "json" ? toJSON(value) : numeral(value);
  return language === "yaml" && isPlain(value) ? value : quote(value);
}

// escapeUnprintable escapes what YAML does not take as it is. JSON and the library
// leave it alone.
export function escapeUnprintable(quoted: string): string {
  return quoted.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
