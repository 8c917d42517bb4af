// Values are never changed in place: signals compare by identity.
import { Decimal, type Step, type Value, type ValueMap } from "../value";

export type Container = Value[] | ValueMap;

export function isContainer(value: Value | undefined): value is Container {
  return Array.isArray(value) || value instanceof Map;
}

export function sizeOf(value: Value | undefined): number {
  if (Array.isArray(value)) return value.length;
  return value instanceof Map ? value.size : 0;
}

// same reports whether two values are equal, the order of keys included, because it
// is the order of the rows on screen.
export function same(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a instanceof Decimal) return b instanceof Decimal && a.text === b.text;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((elem, i) => same(elem, b[i]));
  }
  if (!(a instanceof Map && b instanceof Map) || a.size !== b.size) return false;
  const others = b.entries();
  for (const [key, member] of a) {
    const [otherKey, other] = others.next().value!;
    if (key !== otherKey || !same(member, other)) return false;
  }
  return true;
}

// child is the member or element of a value.
export function child(value: Value | undefined, step: Step): Value | undefined {
  if (typeof step === "number") return Array.isArray(value) ? value[step] : undefined;
  return value instanceof Map ? value.get(step) : undefined;
}

// put returns the value with another one at a path, or without it when that is
// undefined. What is missing on the way is made.
export function put(value: Value | undefined, path: Step[], next: Value | undefined): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  const member = put(child(value, step), rest, next);
  if (typeof step === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    if (member === undefined) list.splice(step, 1);
    else list[step] = member;
    return list;
  }
  const map: ValueMap = new Map(value instanceof Map ? value : []);
  if (member === undefined) map.delete(step);
  else map.set(step, member);
  return map;
}

// rename gives a member another key at the same place.
export function rename(map: ValueMap, from: string, to: string): ValueMap {
  return new Map(Array.from(map, ([key, member]) => [key === from ? to : key, member]));
}

// move takes an element to another index.
export function move<T>(list: readonly T[], from: number, to: number): T[] {
  const moved = [...list];
  moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}
