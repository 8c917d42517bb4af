// Values of an input, as the form and the text hold them. Whole numbers are bigint,
// because 64 bits do not fit into a number; any other number keeps its text, for the
// engine to refuse in the contract's words.

export type Value = null | boolean | string | bigint | Decimal | Value[] | ValueMap;
export type ValueMap = Map<string, Value>;

export class Decimal {
  constructor(readonly text: string) {}
}

// revived is a value that was structurally cloned, which makes a plain object of a Decimal.
export function revived(clone: Value): Value {
  if (Array.isArray(clone)) return clone.map(revived);
  if (clone instanceof Map) return new Map(Array.from(clone, ([key, member]) => [key, revived(member)]));
  return clone !== null && typeof clone === "object" ? new Decimal(clone.text) : clone;
}

// A step of a path: the key of a member or the index of an element.
export type Step = string | number;

// at is the value at a path, or undefined where there is none.
export function at(value: Value | undefined, path: Step[]): Value | undefined {
  for (const step of path) {
    if (value instanceof Map && typeof step === "string") value = value.get(step);
    else if (Array.isArray(value) && typeof step === "number") value = value[step];
    else return undefined;
  }
  return value;
}

// toJSON is the JSON of a value.
export function toJSON(value: Value): string {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Decimal) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJSON).join(",")}]`;
  if (value instanceof Map) {
    return `{${Array.from(value, ([key, member]) => `${JSON.stringify(key)}:${toJSON(member)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

// fromJSON is the value of what JSON.parse returned, whose numbers are whole.
export function fromJSON(json: unknown): Value {
  if (typeof json === "number") return Number.isInteger(json) ? BigInt(json) : new Decimal(String(json));
  if (Array.isArray(json)) return json.map(fromJSON);
  if (json !== null && typeof json === "object") {
    return new Map(Object.entries(json).map(([key, member]) => [key, fromJSON(member)]));
  }
  return json as null | boolean | string;
}

// formatPath writes a path as the diagnostics do: overrides.labels["example.com/team"].
export function formatPath(path: Step[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += `[${quote(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

// quote is a text as the engine's messages quote it: characters that are no text have
// escapes (internal/model's Printable).
export function quote(text: string): string {
  const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu;
  return `"${text.replace(/["\\]/g, "\\$&").replace(unprintable, (c) => short[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

const short: { [character: string]: string } = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };

// parsePath reads what formatPath writes.
export function parsePath(text: string): Step[] {
  const steps: Step[] = [];
  for (const [, name, index, quoted] of text.matchAll(/\.?([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)) {
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else steps.push(JSON.parse(quoted!) as string);
  }
  return steps;
}
