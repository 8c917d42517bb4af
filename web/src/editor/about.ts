// What the contract says about the word at an offset of a text.
import type { Contract } from "../contract";
import type { Language } from "../text";
import { formatPath } from "../value";
import { nameOf, spotAt } from "./spot";
import { sayings, subjectAt } from "./subject";

export interface About {
  from: number;
  to: number;
  name: string; // the path of the input
  sayings: string[];
}

export function aboutAt(text: string, language: Language, offset: number, { inputs }: Contract): About | undefined {
  const spot = spotAt(text, language, offset);
  if (!spot || spot.word === "") return undefined;
  const path = spot.what === "key" ? [...spot.path, nameOf(spot.word)] : spot.path;
  const subject = path.length > 0 && subjectAt(inputs, path);
  return subject ? { from: spot.from, to: spot.to, name: formatPath(path), sayings: sayings(subject) } : undefined;
}
