// Undo and redo: their buttons and their keys.
import { signal } from "@preact/signals";
import { past, redo, settled, undo } from "./input";
import { readOnly } from "./part";

// said is what was done last, for those who do not see it.
const said = signal("");

const ways = {
  undo: { title: "Undo", keys: "Control+Z", left: () => past.steps.value.back, go: undo, done: "Undone" },
  redo: { title: "Redo", keys: "Control+Shift+Z", left: () => past.steps.value.forward, go: redo, done: "Redone" },
};
type Way = keyof typeof ways;

function take(way: Way): void {
  const { left, go, done } = ways[way];
  if (left() === 0 || readOnly.peek()) return;
  const focused = document.activeElement;
  go();
  said.value = `${done}. ${left() === 1 ? "1 step is" : `${left()} steps are`} left.`;
  // A field may go away with what was undone.
  const look = () => {
    if (focused && !focused.isConnected) document.getElementById(way)?.focus();
  };
  void settled().then(() => queueMicrotask(look));
}

export function UndoButtons() {
  return (
    <span class="undo">
      <Button way="undo" />
      <Button way="redo" />
      <span class="hidden" role="status">
        {said.value}
      </span>
    </span>
  );
}

// Button stays in the order of the Tab key when there is nothing to do, because it may have
// the focus then.
function Button({ way }: { way: Way }) {
  const { title, keys, left } = ways[way];
  return (
    <button
      id={way}
      type="button"
      aria-disabled={left() === 0}
      aria-keyshortcuts={keys}
      title={`${title} (${keys.replaceAll("Control", "Ctrl")})`}
      onClick={() => take(way)}
    >
      {title}
    </button>
  );
}

// listenForUndo takes the keys wherever nothing else does: the editor takes them itself, and
// a text field that was typed into has an undo of its own.
export function listenForUndo(): void {
  let typedInto: EventTarget | null = null;
  addEventListener("focusin", () => (typedInto = null));
  addEventListener("input", ({ target }) => (typedInto = target));
  addEventListener("keydown", (event: KeyboardEvent) => {
    const way = wayOf(event);
    if (!way || event.defaultPrevented || (event.target === typedInto && isTextField(event.target))) return;
    event.preventDefault();
    take(way);
  });
}

function wayOf({ ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent): Way | undefined {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" && !shiftKey ? "redo" : undefined;
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["checkbox", "radio", "file"].includes(target.type))
  );
}
