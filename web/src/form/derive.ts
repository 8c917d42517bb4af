import { computed, type ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";

// useDerived is a signal that follows from another object's. Unlike useComputed it
// follows the new object when a component is given another one, as a row is that moves.
export function useDerived<T, R>(from: T, derive: (from: T) => R): ReadonlySignal<R> {
  return useMemo(() => computed(() => derive(from)), [from]);
}

// stable is a computed signal that keeps its value while it is the same.
export function stable<T>(compute: () => T, same: (a: T, b: T) => boolean): ReadonlySignal<T> {
  let last: [T] | undefined;
  return computed(() => {
    const next = compute();
    if (!last || !same(last[0], next)) last = [next];
    return last[0];
  });
}
