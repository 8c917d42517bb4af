// Why nothing of the result can be taken out of the page: what it shows while the input is
// refused is what an earlier input came to.
import { computed } from "@preact/signals";
import { isUnreadable } from "../input";
import { current, newest, type Result } from "../state";

// withheld is the reason, in words that go on after a colon, or "".
export const withheld = computed(() => {
  if (current.value) return "";
  return isUnreadable.value ? "the text cannot be read" : "the input is refused";
});

// reason is why there was nothing to take.
export const reason = (): string => withheld.peek() || "the input has changed meanwhile";

// ofNewest is what a function makes of the result of the input on the page, once it is
// answered, or undefined when there is none.
export function ofNewest<T>(make: (result: Result) => T | Promise<T>): () => Promise<T | undefined> {
  return async () => {
    const result = await newest();
    return result && make(result);
  };
}

// Withheld says why the buttons beside it do nothing.
export function Withheld() {
  return <span role="status">{withheld.value && `Nothing can be copied or downloaded: ${withheld.value}.`}</span>;
}
