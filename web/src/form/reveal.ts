// The way to a place of the form, wherever it is folded away.
import { batch, signal } from "@preact/signals";
import type { Step } from "../value";
import { everything, filter } from "./filter";
import { focus } from "./focus";
import { idOf } from "./place";

// revealed is the place that was last gone to: long lists show the rows around it.
export const revealed = signal<Step[] | undefined>(undefined);

// goTo brings a place in sight and the keyboard to it. What leads there is drawn step by
// step, so a few frames may pass.
export function goTo(path: Step[], patience = 30): void {
  batch(() => {
    filter.value = everything;
    revealed.value = [...path];
  });
  const id = idOf({ path });
  const look = (left: number) => {
    if (document.getElementById(id)) focus(id);
    else if (left > 0) requestAnimationFrame(() => look(left - 1));
  };
  queueMicrotask(() => look(patience));
}
