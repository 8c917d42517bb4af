// The page's address carries its state, so that it survives a reload and can be sent.
import { batch, effect } from "@preact/signals";
import { carriesState, fragment, shareable, stateOf } from "./link";
import { contract, inputTab, notice, pinned, replace, resultTab, text, value } from "./state";
import { read } from "./text";

// address is the page's address with the state in its fragment.
export async function address(): Promise<string> {
  const url = new URL(location.href);
  const about = contract.value!;
  const before = pinned.value === undefined ? undefined : read(pinned.value, "json").value;
  url.hash = await fragment({
    input: shareable(value.value, about),
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

// How long the state must rest before it goes into the address: browsers allow few
// changes of it.
const rest = 500; // ms

// keepAddress keeps the address in step with the page, and the page with the address.
export function keepAddress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = true;
  effect(() => {
    for (const part of [text, pinned, inputTab, resultTab]) void part.value;
    clearTimeout(timer);
    // An untouched page keeps its short address.
    if (!first) timer = setTimeout(async () => history.replaceState(null, "", await address()), rest);
    first = false;
  });
  addEventListener("hashchange", () => void restore());
}
