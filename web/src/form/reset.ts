// One key takes a field back to its default: Delete or Backspace where there is no text
// to delete, and Alt+Delete everywhere.
import { isRequired } from "./control";
import { focusNext } from "./focus";
import { idOf, type Place } from "./place";

export function resetOn(event: KeyboardEvent, place: Place): void {
  if (event.defaultPrevented || isRequired(place.field) || place.given.peek() === undefined || !asks(event, place)) return;
  event.preventDefault();
  place.edit([], undefined);
  // A control that is still there keeps the keyboard.
  const { target } = event;
  queueMicrotask(() => {
    if (!(target instanceof Node && target.isConnected)) focusNext(idOf(place));
  });
}

function asks({ key, altKey, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent, { control }: Place): boolean {
  if (ctrlKey || metaKey || shiftKey) return false;
  if (altKey) return key === "Delete";
  if (key !== "Delete" && key !== "Backspace") return false;
  if (control === "switch" || control === "options") return true;
  // In a group the key belongs to what is inside.
  if (!["text", "number", "secret"].includes(control)) return false;
  return (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.value === "";
}
