// Of a long list, the form draws a part at a time.
import { useSignal, useSignalEffect } from "@preact/signals";
import type { Step } from "../value";
import type { Place } from "./place";
import { revealed } from "./reveal";

export const most = 25; // rows that are drawn

// useWindow is the part of the rows of a place that is drawn: those that come together with
// the row that was last gone to.
export function useWindow(place: Place, size: number, indexOf: (step: Step) => number) {
  const start = useSignal(0);
  const show = (index: number) => (start.value = Math.max(0, Math.floor(index / most) * most));
  useSignalEffect(() => {
    const path = revealed.value;
    if (!path || path.length <= place.path.length || !place.path.every((step, i) => step === path[i])) return;
    show(indexOf(path[place.path.length]!));
  });
  const from = start.value < size ? start.value : Math.max(0, Math.floor((size - 1) / most) * most);
  return { from, to: Math.min(from + most, size), show };
}

interface Props {
  name: string; // of what has the rows
  size: number;
  from: number;
  to: number;
  show(index: number): void;
}

export function Window({ name, size, from, to, show }: Props) {
  if (size <= most) return null;
  return (
    <div class="form-window">
      <span role="status">
        {from + 1} to {to} of {size}
      </span>
      <Turn label={`First rows of ${name}`} sign="First" idle={from === 0} onClick={() => show(0)} />
      <Turn label={`Previous rows of ${name}`} sign="Previous" idle={from === 0} onClick={() => show(from - most)} />
      <Turn label={`Next rows of ${name}`} sign="Next" idle={to === size} onClick={() => show(to)} />
      <Turn label={`Last rows of ${name}`} sign="Last" idle={to === size} onClick={() => show(size - 1)} />
    </div>
  );
}

function Turn({ label, sign, idle, onClick }: { label: string; sign: string; idle: boolean; onClick(): void }) {
  // Not disabled when idle, because the keyboard would lose its place.
  return (
    <button type="button" class="form-button form-quiet" aria-label={label} aria-disabled={idle} onClick={idle ? undefined : onClick}>
      {sign}
    </button>
  );
}
