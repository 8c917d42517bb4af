// What came with the link that the input is from.
import { computed, signal } from "@preact/signals";
import type { Contract } from "./contract";
import { text } from "./input";
import { type Origin, type State, unknownIn } from "./link";
import { about, contract, current, diagnostics } from "./state";
import { read } from "./text";

interface Arrival {
  origin: Origin;
  text: string; // as it was then
  unknown: string[]; // inputs that this contract does not have
  accepted: boolean;
}

export const arrival = signal<Arrival | undefined>(undefined);

// arrive notes where the state of a link is from, when that is another state of the
// contract. The text is on the page by then.
export function arrive({ contract: origin, input, accepted = false }: State, here: Contract): void {
  const unknown = unknownIn(read(input, "json").value, here);
  arrival.value = origin && origin.digest !== here.digest ? { origin, text: text.peek().text, unknown, accepted } : undefined;
}

// isRefused is whether the input of a link, as it came, was accepted where the link was made
// and is refused here.
export const isRefused = computed(() => {
  const from = arrival.value;
  if (!from?.accepted || text.value.text !== from.text || current.value) return false;
  return diagnostics.value.some(({ severity }) => severity === "error");
});

// origin is the contract of the page, as a link says it.
export function originHere(): Origin {
  const { name, digest } = contract.peek()!;
  const { version } = about.peek();
  return { name, digest, ...(version !== "" && { version }) };
}
