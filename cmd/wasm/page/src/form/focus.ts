// Where the keyboard goes when what it was on has gone or moved.
import { useLayoutEffect, useRef } from "preact/hooks";

const controls = "input, textarea, select, button:not(.form-quiet)";

// focus goes to a control, or into a group: to what is chosen there, or to the first
// control. A group that has none takes it itself.
export function focus(id: string): void {
  const element = document.getElementById(id);
  if (!element) return;
  const chosen = element.role === "radiogroup" ? element.querySelector<HTMLElement>("input:checked") : null;
  (chosen ?? element.querySelector<HTMLElement>(controls) ?? element).focus();
}

// useFocusNext returns a function that focuses an element once the component has been
// rendered again, with what an edit has added.
export function useFocusNext(): (id: string) => void {
  const next = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (next.current === undefined) return;
    focus(next.current);
    next.current = undefined;
  });
  return (id) => (next.current = id);
}
