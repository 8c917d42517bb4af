// The page's address carries its state, so that it survives a reload and can be sent.
import { batch, effect } from "@preact/signals";
import { beginAgain, followHistory, keep } from "./entries";
import { past, readable } from "./input";
import { carriesState, fragment, shareable, stateOf } from "./link";
import { contract, inputTab, notice, pinned, replace, resultTab, text } from "./state";
import { read } from "./text";

// address is the page's address with the state in its fragment: with the last input that
// could be read, while the text cannot.
export async function address(): Promise<string> {
  const url = new URL(location.href);
  const about = contract.value!;
  const before = pinned.value === undefined ? undefined : read(pinned.value, "json").value;
  url.hash = await fragment({
    input: shareable(readable.value, about),
    language: text.value.language,
    ...(before === undefined ? {} : { pinned: shareable(before, about) }),
    inputTab: inputTab.value,
    resultTab: resultTab.value,
  });
  return url.href;
}

// restore takes the state from the address, and reports whether there was one. A link whose
// state cannot be read is ignored, with a message.
export async function restore(): Promise<boolean> {
  const fragment = location.hash.slice(1);
  const state = await stateOf(fragment);
  notice.value =
    !state && carriesState(fragment)
      ? "The link is ignored: what it carries is damaged, or larger or deeper than an input of this page."
      : "";
  if (!state) return false;
  batch(() => {
    replace(read(state.input, "json").value ?? new Map(), state.language);
    pinned.value = state.pinned;
    inputTab.value = state.inputTab;
    resultTab.value = state.resultTab;
  });
  return true;
}

// restoreFirst takes the state from before the page was loaded again, or else from the
// address.
export async function restoreFirst(): Promise<boolean> {
  const restored = await restore();
  past.clear();
  return beginAgain() || restored;
}

// How long the state must rest before it goes into the address: browsers allow few
// changes of it.
const rest = 500; // ms

// keepAddress keeps the address in step with the page, and the page with the address.
export function keepAddress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changes = -1; // an untouched page keeps its short address
  effect(() => {
    for (const part of [text, pinned, inputTab, resultTab]) void part.value;
    clearTimeout(timer);
    if (++changes > 0) timer = setTimeout(follow, rest);
  });

  async function follow(): Promise<void> {
    const before = changes;
    const url = await address();
    if (before === changes) keep(url);
  }

  followHistory(restore, () => changes > 0);
}
