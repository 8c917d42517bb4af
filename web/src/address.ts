// The page's address carries its state, so that it survives a reload and can be sent.
import { batch, effect } from "@preact/signals";
import { arrive, originHere } from "./arrival";
import type { Contract } from "./contract";
import { beginAgain, followHistory, keep, prepareToKeep } from "./entries";
import { leftOut, past, readable, settled, take, text, textOf, value } from "./input";
import { fragment, leftOutOf, Problem, shareable, stateOf } from "./link";
import { fromQuery, queryOf } from "./query";
import { contract, current, inputTab, notice, pinned, resultTab } from "./state";
import { read } from "./text";
import { list } from "./words";

// address is the page's address with the state in its fragment: with the last input that
// could be read, while the text cannot.
export async function address(): Promise<string> {
  await settled();
  const url = new URL(location.href);
  const here = contract.value!;
  const before = pinned.value === undefined ? undefined : read(pinned.value, "json").value;
  url.hash = await fragment({
    input: shareable(readable.value, here),
    language: text.value.language,
    ...(before === undefined ? {} : { pinned: shareable(before, here) }),
    inputTab: inputTab.value,
    resultTab: resultTab.value,
    contract: originHere(),
    leftOut: [...new Set([readable.value, before].flatMap((input) => leftOutOf(input, here, leftOut.value)))],
    accepted: current.value,
  });
  return url.href;
}

// readableAddress is the page's address with a small input that people can read, or address if
// it is not small any more.
export function readableAddress(): string | Promise<string> {
  const query = queryOf(value.value, contract.value!);
  return query === undefined ? address() : `${location.origin}${location.pathname}#?${query}`;
}

// restore takes the state from the address, and reports whether there was one. A link whose
// state cannot be read is ignored, with a message.
export async function restore(here: Contract = contract.peek()!): Promise<boolean> {
  const state = await stateOf(location.hash.slice(1));
  const problem = state instanceof Problem ? state.words : state && foreign(state.contract?.name, here);
  notice.value = problem ? `The link is ignored: it ${problem}.` : "";
  if (problem) return false;
  if (!state || state instanceof Problem) return restoreQuery(here);
  const { language } = state;
  const written = await textOf(read(state.input, "json").value!, language);
  batch(() => {
    const lost = state.leftOut?.filter((name) => here.inputs.some((input) => input.sensitive && input.name === name));
    take(written, language, lost);
    pinned.value = state.pinned;
    inputTab.value = state.inputTab;
    resultTab.value = state.resultTab;
    arrive(state, here);
  });
  return true;
}

function foreign(name: string | undefined, here: Contract): string | undefined {
  return name === undefined || name === here.name ? undefined : `is of the contract ${list([name])}, and this page is of ${here.name}`;
}

// restoreQuery takes the state from a query. One that the server has got is put where it
// does not get it again.
async function restoreQuery(here: Contract): Promise<boolean> {
  const isSent = !location.hash.startsWith("#?");
  const query = isSent ? location.search.slice(1) : location.hash.slice(2);
  const queried = fromQuery(query, here);
  if (!queried) return false;
  const { ignored, sensitive } = queried;
  take(await textOf(queried.value, "yaml"), "yaml");
  const words = [
    sensitive.length > 0 && `The address has ${list(sensitive)}, which is sensitive and therefore not read.`,
    ignored.length > 0 && `The address has ${list(ignored)}, which is no input.`,
  ];
  notice.value = words.filter(Boolean).join(" ");
  if (isSent || sensitive.length > 0) {
    history.replaceState(history.state, "", `${location.pathname}#?${queried.query}`);
  }
  return true;
}

// restoreFirst takes the state from before the page was loaded again, or else from the
// address.
export async function restoreFirst(here: Contract): Promise<boolean> {
  const restored = await restore(here);
  past.clear();
  if (!beginAgain()) return restored;
  changes = 0; // the address may be behind the text
  return true;
}

// How long the state must rest before it goes into the address: browsers allow few
// changes of it.
const rest = 500; // ms

// changes are how often the state has changed. An untouched page keeps its short address.
let changes = -1;

// keepAddress keeps the address in step with the page, and the page with the address.
export function keepAddress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = text.peek();
  effect(() => {
    for (const part of [text, leftOut, pinned, inputTab, resultTab]) void part.value;
    clearTimeout(timer);
    const isRead = seen.waits === "reading" && seen.text === text.value.text; // that changes nothing
    seen = text.value;
    if (!isRead) changes++;
    if (changes > 0) timer = setTimeout(follow, rest);
  });

  async function follow(): Promise<void> {
    const before = changes;
    const url = await address();
    await prepareToKeep();
    if (before === changes) keep(url);
  }

  followHistory(
    () => restore(),
    () => changes > 0,
  );

  // A page that is left is there until the next one comes. What it writes into its entry
  // meanwhile makes browsers lose what the entry has.
  addEventListener("beforeunload", () => {
    clearTimeout(timer);
    if (changes > 0) changes++;
  });
}
