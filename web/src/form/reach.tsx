// The way from a field to what it reaches.
import { signal } from "@preact/signals";
import { lazy } from "../lazy";
import { focus } from "./focus";
import { idOf, type Place } from "./place";

const Reaches = lazy(async () => (await import("../later")).Reaches);

// shown is the field whose reach is on the form.
const shown = signal("");

function toggle({ key }: Place): void {
  shown.value = shown.peek() === key ? "" : key;
}

// Reach is no stop of the Tab key, of which every field would get another one: a key of its own
// opens it.
export function Reach({ place }: { place: Place }) {
  if (!place.declared) return null;
  const open = shown.value === place.key;
  return (
    <>
      <button
        id={idOf(place, "reach")}
        type="button"
        tabIndex={-1}
        class="form-link form-quiet form-reach"
        aria-label={`What ${place.key} reaches`}
        aria-expanded={open}
        aria-keyshortcuts="Alt+Enter"
        title="What it reaches (Alt+Enter)"
        onClick={() => toggle(place)}
      >
        reaches
      </button>
      {open && <Reaches input={place.key} />}
    </>
  );
}

// reachOn opens what a field reaches and goes there, and Escape goes back.
export function reachOn(event: KeyboardEvent, place: Place): void {
  if (event.defaultPrevented || !place.declared) return;
  if (event.key === "Escape" && shown.peek() === place.key) {
    event.preventDefault();
    shown.value = "";
    focus(idOf(place));
  } else if (event.key === "Enter" && event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    toggle(place);
    queueMicrotask(() => document.getElementById(idOf(place, "reach"))?.focus());
  }
}
