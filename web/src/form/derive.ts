import { computed, type ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";

// useDerived is a signal that follows from another object's. Unlike useComputed it
// follows the new object when a component is given another one, as a row is that moves.
export function useDerived<T, R>(from: T, derive: (from: T) => R): ReadonlySignal<R> {
  return useMemo(() => computed(() => derive(from)), [from]);
}
