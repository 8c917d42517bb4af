// What single keys do, and the way to switch off those that are letters or signs: who
// speaks to the page, or hits a key by accident, has no use for them (WCAG 2.1.4).
import { signal } from "@preact/signals";
import { isPart } from "../part";

const item = "no single keys";

export const singleKeys = signal(stored() === null);

function stored(): string | null {
  if (isPart) return null;
  try {
    return localStorage.getItem(item);
  } catch {
    return null;
  }
}

function allow(allowed: boolean): void {
  singleKeys.value = allowed;
  if (isPart) return;
  try {
    if (allowed) localStorage.removeItem(item);
    else localStorage.setItem(item, "1");
  } catch {
    // Without storage, the choice lasts as long as the page.
  }
}

export function Keys() {
  return (
    <details class="form-keys">
      <summary>Keys</summary>
      <dl>
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>
          finds an input, and <kbd>Enter</kbd> goes to the first{" "}
          <label>
            <input type="checkbox" checked={singleKeys.value} onInput={(event) => allow(event.currentTarget.checked)} />
            this key is on
          </label>
        </dd>
        <dt>
          <kbd>Ctrl</kbd>+<kbd>Enter</kbd>
        </dt>
        <dd>goes to the result, and from there back to the input</dd>
        <dt>
          <kbd>Delete</kbd>
        </dt>
        <dd>on an empty field, a switch or a choice: its default</dd>
        <dt>
          <kbd>Alt</kbd>+<kbd>Delete</kbd>
        </dt>
        <dd>on any field: its default</dd>
        <dt>
          <kbd>Alt</kbd>+<kbd>Enter</kbd>
        </dt>
        <dd>on any field: the objects that it reaches</dd>
      </dl>
    </details>
  );
}
