import { Decimal, type Step, type Value } from "../value";

// change is a value with another one at a path, or without it when it is undefined.
// What is missing on the way is created. The value itself stays as it is.
export function change(value: Value | undefined, path: Step[], to: Value | undefined): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (typeof step === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    const elem = change(list[step], rest, to);
    if (elem !== undefined) list[Math.min(step, list.length)] = elem;
    else list.splice(step, 1);
    return list;
  }
  const map = new Map(value instanceof Map ? value : undefined);
  const member = change(map.get(step), rest, to);
  if (member !== undefined) map.set(step, member);
  else map.delete(step);
  return map;
}

// equal reports whether two values are the same, the order of keys aside.
export function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((elem, i) => equal(elem, b[i]));
  if (a instanceof Map && b instanceof Map) {
    if (a.size !== b.size) return false;
    for (const [key, member] of a) if (!b.has(key) || !equal(member, b.get(key))) return false;
    return true;
  }
  if (a instanceof Decimal && b instanceof Decimal && a.text === b.text) return true;
  return a === b || (isInfinite(a) && isInfinite(b));
}

// isInfinite reports whether a value is a number that is too large for a reader of YAML.
// All of these become .inf.
function isInfinite(value: Value | undefined): boolean {
  if (value instanceof Decimal) return !Number.isFinite(Number(value.text));
  return typeof value === "bigint" && !Number.isFinite(Number(value));
}
