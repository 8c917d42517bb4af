// What is folded, and stays so: also when the page is loaded again in this tab. Only names
// of the contract are stored.
import { type Signal, signal } from "@preact/signals";
import { isPart } from "../part";

const item = "folds";
const chosen = read();
const folds = new Map<string, Signal<boolean>>();

// foldOf is whether a fold is open: as a person chose, or else as it begins.
export function foldOf(key: string, begins: boolean): Signal<boolean> {
  const fold = folds.get(key) ?? signal(chosen.get(key) ?? begins);
  folds.set(key, fold);
  return fold;
}

// choose notes what a person has opened or closed.
export function choose(key: string, open: boolean): void {
  chosen.set(key, open);
  if (isPart) return;
  try {
    sessionStorage.setItem(item, JSON.stringify([...chosen]));
  } catch {
    // Without storage, folds last as long as the page.
  }
}

function read(): Map<string, boolean> {
  if (isPart) return new Map();
  try {
    return new Map(JSON.parse(sessionStorage.getItem(item) ?? "[]") as [string, boolean][]);
  } catch {
    return new Map();
  }
}
