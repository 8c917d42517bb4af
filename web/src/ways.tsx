// The ways between the input and its result, for who does not see both at once: keys, a
// button before all others, and a bar at the foot of a narrow screen.
import { computed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { findId } from "./form/find";
import { singleKeys } from "./form/keys";
import { answered, current, formShown, inputTab } from "./state";

export const inputId = "input-title";
export const resultId = "result-title";

// before is where the keyboard was when it went to the result.
let before: Element | null = null;

function toResult(): void {
  before = document.activeElement;
  document.getElementById(resultId)?.focus();
}

function toInput(): void {
  const target = before?.isConnected && !inResult(before) && before !== document.body ? before : document.getElementById(inputId);
  if (target instanceof HTMLElement) target.focus();
}

function inResult(element: Element | null): boolean {
  return element?.closest(".pane")?.getAttribute("aria-labelledby") === resultId;
}

function toFind(): void {
  inputTab.value = "form";
  // The form is drawn in a microtask.
  queueMicrotask(() => document.getElementById(findId)?.focus());
}

// listenForKeys follows what the form says about keys.
export function listenForKeys(): void {
  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (inResult(document.activeElement)) toInput();
      else toResult();
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && singleKeys.value && formShown.value && !isTyping(event)) {
      event.preventDefault();
      toFind();
    }
  });
}

function isTyping(event: KeyboardEvent): boolean {
  // Also inside of the editor, which keeps its elements to itself.
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

// Skip is the first stop of the keyboard.
export function Skip() {
  return (
    <button type="button" class="skip" onClick={toResult}>
      Skip to the result
    </button>
  );
}

const verdict = computed(() => (!answered.value ? "" : current.value ? "✓ Accepted" : "✕ Refused"));

// Bar is on narrow screens, where the result is below the form.
export function Bar() {
  const seen = useSignal(false); // the result, in the upper half of the screen
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => (seen.value = entry!.isIntersecting), { rootMargin: "0px 0px -50%" });
    observer.observe(document.getElementById(resultId)!.closest(".pane")!);
    return () => observer.disconnect();
  }, []);
  return (
    <nav class="bar" aria-label="Input and result">
      <span class={current.value ? "ok" : "refused"}>{verdict}</span>
      <button type="button" onClick={seen.value ? () => document.getElementById(inputId)?.focus() : toResult}>
        {seen.value ? "↑ Input" : "↓ Result"}
      </button>
    </nav>
  );
}
