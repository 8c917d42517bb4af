// What shapes the objects of the page's contract, and the ways there.
import { computed } from "@preact/signals";
import type { Rendered } from "../contract";
import { placeOf } from "../form/findings";
import { goTo } from "../form/reveal";
import { readable } from "../input";
import { toManifest } from "../results/manifests";
import { contract, inputTab, result } from "../state";
import { type Model, objectOf, type Place, type Shaped, shapedObjects } from "./reach";

export const shaped = computed<Shaped[]>(() => shapedObjects(contract.value as Model));

// rendered is the first of the objects on the page that are of one of the contract.
export const rendered = (of: Shaped): Rendered | undefined => result.value?.objects.find(({ name }) => objectOf(shaped.value, name) === of);

// toInput goes to the control of an input, or to what it is in.
export function toInput(path: string): void {
  const at = placeOf(contract.peek()!.inputs, readable.peek(), path);
  if (!at) return;
  inputTab.value = "form";
  goTo(at);
}

// toPlace goes to an object, or to the line of its manifest where a place begins.
export function toPlace({ body }: Rendered, place?: Place): void {
  const { kind, metadata } = body;
  toManifest({ kind, namespace: metadata?.namespace ?? "", name: metadata?.name, ...(place && { path: place.path }) });
}
