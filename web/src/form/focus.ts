// Where the keyboard goes when what it was on has gone or moved.

const controls = "input, textarea, select, button:not(.form-quiet)";

// focus goes to a control, or into a group: to what is chosen there, or to the first
// control. A group that has none takes it itself.
export function focus(id: string): void {
  const element = document.getElementById(id);
  if (!element) return;
  unfold(element);
  const chosen = element.role === "radiogroup" ? element.querySelector<HTMLElement>("input:checked") : null;
  (chosen ?? element.querySelector<HTMLElement>(controls) ?? element).focus();
}

// focusNext focuses what is there after the edit that was just made: what an edit
// changes is rendered in a microtask, which is in the queue before this one.
export function focusNext(id: string): void {
  queueMicrotask(() => focus(id));
}

// unfold opens what an element is folded away in.
function unfold(element: Element): void {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}
