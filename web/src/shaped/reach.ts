// Which inputs shape which object of a contract, and where.
import type { Contract } from "../contract";
import { formatPath, type Step } from "../value";
import type { Local, ModelObject } from "./expression";
import { Follower } from "./follow";
import { everything, type Inputs, none, type Shape, union } from "./shape";

export interface Shaped {
  readonly object: ModelObject;
  // exists is what decides whether it is there, or how often.
  readonly exists: Inputs;
  // places are where each input is seen, by its path, outermost first.
  readonly places: ReadonlyMap<string, readonly Place[]>;
}

// Place is a place in an object: steps as far as they are the same for every input.
export interface Place {
  readonly words: string; // with [*] for all elements, or keys that the input chooses
  readonly path: Step[];
}

export type Model = Contract & { locals?: Local[]; objects?: ModelObject[] };

export function shapedObjects(model: Model): Shaped[] {
  const follower = new Follower(model);
  return (model.objects ?? []).map((object) => {
    const turn = follower.clauses(object.each?.clauses ?? []);
    const named = object.each ? everything(follower.shape(object.each.key, turn.variables)) : none;
    const exists = union(turn.on, named, object.if ? everything(follower.shape(object.if)) : none);
    const places = new Map<string, Place[]>();
    collect(follower.shape(object.body, turn.variables), { words: "", path: [], open: true }, none, places);
    return { object, exists, places };
  });
}

interface At extends Place {
  open: boolean; // whether the path goes on with the words
}

function collect(shape: Shape, at: At, around: Inputs, places: Map<string, Place[]>): void {
  const here = union(shape.on, shape.present);
  for (const input of here) {
    if (around.has(input)) continue; // it is seen in what is around
    places.set(input, [...(places.get(input) ?? []), { words: at.words, path: at.path }]);
  }
  const seen = union(around, here);
  for (const [key, one] of shape.members) {
    const words = /^[A-Za-z_]\w*$/.test(key) && at.words !== "" ? `${at.words}.${key}` : `${at.words}${formatPath([key])}`;
    collect(one, { words, path: at.open ? [...at.path, key] : at.path, open: at.open }, seen, places);
  }
  for (const part of [shape.rest, shape.elems]) {
    if (part) collect(part, { words: `${at.words}[*]`, path: at.path, open: false }, seen, places);
  }
}

// inputsOf are all inputs that shape an object.
export const inputsOf = ({ exists, places }: Shaped): string[] => [...new Set([...exists, ...places.keys()])];

// objectOf is the one of the contract that a rendered object is of.
export function objectOf(all: readonly Shaped[], name: string): Shaped | undefined {
  return (
    all.find(({ object: { name: own, each } }) => !each && name === own) ??
    all.find(({ object: { each } }) => each && name.startsWith(each.prefix ?? "") && name.endsWith(each.suffix ?? ""))
  );
}

// reachOf are the objects that an input, or anything inside of it, reaches.
export function reachOf(all: readonly Shaped[], input: string): Shaped[] {
  return all.filter((shaped) => inputsOf(shaped).some((path) => concerns(path, input)));
}

const isWithin = (path: string, input: string): boolean => path === input || path.startsWith(`${input}.`) || path.startsWith(`${input}[`);

// concerns also holds for what an input is inside of: giving the one makes the other be there.
const concerns = (path: string, input: string): boolean => isWithin(path, input) || isWithin(input, path);

export const decides = ({ exists }: Shaped, input: string): boolean => [...exists].some((path) => concerns(path, input));

// placesOf are the places in an object that an input, or anything inside of it, reaches.
export function placesOf({ places }: Shaped, input: string): Place[] {
  const found = new Map<string, Place>();
  for (const [path, all] of places) {
    if (concerns(path, input)) for (const place of all) found.set(place.words, place);
  }
  return [...found.values()];
}
