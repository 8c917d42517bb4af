// The links to the state, and what the page says about the one that it was opened with.
import { computed } from "@preact/signals";
import { address, readableAddress } from "./address";
import { arrival, isRefused } from "./arrival";
import { keep } from "./entries";
import { focusNext } from "./form/focus";
import { isUnreadable, leftOut, readable } from "./input";
import { leftOutOf, type Origin, unknownIn } from "./link";
import { queryOf } from "./query";
import { Copy } from "./results/clipboard";
import { about, contract, notice, resting } from "./state";
import { list } from "./words";

// without is what a link will not have: sensitive inputs, and what is no input.
const without = computed(() => {
  const here = contract.value!;
  return [...leftOutOf(readable.value, here, leftOut.value), ...unknownIn(readable.value, here)];
});

// isSmall is whether there is a readable link. To find that out takes long for a key press, so that
// it stays what it was until the page is resting.
let wasSmall = false;
const isSmall = computed(() => {
  if (resting.value) wasSmall = without.value.length === 0 && queryOf(readable.value, contract.value!) !== undefined;
  return wasSmall;
});

export function CopyLinks() {
  if (isUnreadable.value) return <span class="muted">No link: the text cannot be read</span>;
  const done = without.value.length > 0 ? `Link copied, without ${list(without.value)}` : "Link copied";
  return (
    <>
      <Copy label="Copy link" done={done} text={address} otherwise={intoAddressBar} />
      {isSmall.value && <Copy label="Copy readable link" text={readableAddress} otherwise={intoAddressBar} />}
    </>
  );
}

function intoAddressBar(link: string): string {
  keep(link);
  return "The link is in the address bar";
}

// Notice is what the page has to say about its address, and about files.
export function Notice() {
  return (
    <div class="notice" role="alert">
      {(notice.value || arrival.value) && (
        <p>
          {notice.value} <From />
          <button type="button" onClick={dismiss}>
            Dismiss
          </button>
        </p>
      )}
    </div>
  );
}

function From() {
  const from = arrival.value;
  if (!from) return null;
  const { origin, unknown } = from;
  return (
    <>
      {madeWith(origin, about.value.version)} What it leaves to a default may come out differently here.
      {unknown.length > 0 && ` Not known any more: ${list(unknown)}.`}
      {isRefused.value && " It was accepted there and is refused here, for what the result says."}{" "}
    </>
  );
}

function dismiss(): void {
  notice.value = "";
  arrival.value = undefined;
  focusNext("undo"); // the button goes away
}

// madeWith says with which state of the contract a link was made, by its version unless the
// page has that, too.
function madeWith({ version, digest }: Origin, here: string): string {
  if (!version || !here) return `The link was made with another state of the contract (${digest.slice(0, 12)}).`;
  if (version === here) return `The link was made with another state of the contract's version ${here}, which this page has, too.`;
  return `The link was made with version ${version} of the contract, and this page has version ${here}.`;
}
