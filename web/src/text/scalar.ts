import { Scalar } from "yaml";
import { Decimal, type Value } from "../value";
import { maxDigits } from "./refusal";

// Infinity stands for every number that JSON cannot write. No contract accepts it.
const infinity = "1e999";

// scalar is the value of a scalar as the engine's own reader takes it, which is what
// it means to CUE: dates are strings, and so is 089, which is no octal number.
export function scalar(node: Scalar): { value: Value } | { problem: string } {
  const source = node.source ?? "";
  const tag = tagOf(node);
  if (/^!!(int|float|number)$/.test(tag) && source.length > maxDigits) {
    return { problem: `the document has a number of more than ${maxDigits} characters` };
  }
  switch (tag) {
    case "!!str":
    case "!!timestamp":
    case "!!merge":
      return { value: source };
    case "!!null":
      return { value: null };
    case "!!bool":
      return { value: source.toLowerCase() === "true" };
    case "!!int":
    case "!!number":
      return { value: whole(source) ?? decimal(source) };
    case "!!float": {
      const n = whole(source);
      return { value: n !== undefined && BigInt.asIntN(64, n) !== n ? n : decimal(source) };
    }
  }
  return { problem: "the document has a YAML tag that JSON has no value for: remove it" };
}

export function isMerge(node: unknown): boolean {
  return node instanceof Scalar && tagOf(node) === "!!merge";
}

function tagOf(node: Scalar): string {
  if (node.tag !== undefined && node.tag !== "!") return node.tag.replace(/^tag:yaml\.org,2002:/, "!!");
  if (node.type !== "PLAIN") return "!!str";
  const source = node.source ?? "";
  return source === "<<" ? "!!merge" : resolve(source);
}

// resolve is the tag of a plain scalar: that of the core schema of YAML 1.2, and of
// the numbers of YAML 1.1 that CUE reads.
function resolve(text: string): "!!null" | "!!bool" | "!!int" | "!!float" | "!!str" {
  if (/^(?:~|null|Null|NULL)?$/.test(text)) return "!!null";
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return "!!bool";
  if (/^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/.test(text)) return "!!float";
  if (!/^[-+.0-9]/.test(text)) return "!!str";
  // After a leading dot, underscores stand between digits only.
  if (text.startsWith(".") && /_(?![0-9])|(?<![0-9])_/.test(text)) return "!!str";
  const digits = text.replaceAll("_", "");
  if (fits64(digits)) return "!!int";
  if (!/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(digits)) return "!!str";
  if (!Number.isFinite(Number(digits))) return "!!str";
  return /^[-+]?0[0-9_]+$/.test(text) ? "!!str" : "!!float";
}

// fits64 reports whether digits are an integer that fits into 64 bits, signed or not.
function fits64(digits: string): boolean {
  const match = /^([-+]?)(0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)$/.exec(digits);
  if (match === null) return /^0(?:b[-+][01]{1,64}|o[-+][0-7]{1,21})$/.test(digits);
  if (digits.length > 70) return false;
  const [, sign, magnitude] = match;
  const n = BigInt(magnitude!.replace(/^0(?=[0-7])/, "0o"));
  if (sign === "") return n < 1n << 64n;
  return sign === "-" ? n <= 1n << 63n : n < 1n << 63n;
}

// whole is the number that CUE reads in a text, and undefined when it is another one
// or none.
function whole(text: string): bigint | undefined {
  const form = /^(?:[-+]?(?:0|[1-9][0-9_]*|0o[0-7_]+|0[xX][0-9a-fA-F_]+|0b[01_]+)|0[0-7]+)$/;
  if (!form.test(text) || /__|_$/.test(text)) return undefined;
  const magnitude = text
    .replaceAll("_", "")
    .replace(/^[-+]/, "")
    .replace(/^0(?=[0-7])/, "0o");
  if (!Number.isFinite(Number(magnitude))) return undefined; // no YAML reader takes it for a number
  return text.startsWith("-") ? -BigInt(magnitude) : BigInt(magnitude);
}

// decimal is a number that is refused, written as JSON. It is never written as a whole
// number, which might be accepted.
function decimal(text: string): Decimal {
  const match = /^([-+]?)([0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?$/.exec(text.replaceAll("_", ""));
  if (match === null || !/[0-9]/.test(text)) return new Decimal(text.startsWith("-") ? `-${infinity}` : infinity);
  const [, sign, before, after = "", exponent = ""] = match;
  const fraction = after === "" && exponent !== "" ? "" : `.${after.slice(1) || "0"}`;
  const number = `${sign === "-" ? "-" : ""}${before!.replace(/^0+(?=[0-9])/, "") || "0"}${fraction}${exponent}`;
  if (Number.isFinite(Number(number))) return new Decimal(number);
  return new Decimal(sign === "-" ? `-${infinity}` : infinity);
}

// keyText is the key that a scalar stands for. Keys that are numbers, bools or null
// stand for their text, as in CUE.
export function keyText(node: Scalar): { key: string } | { problem: string } {
  const result = scalar(node);
  if ("problem" in result) return result;
  if (result.value === null || typeof result.value === "boolean") return { key: String(result.value) };
  return { key: node.source ?? "" };
}
