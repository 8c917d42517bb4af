// What became of the last text that was imported. The page shows it until it is dismissed or
// the import is undone.
import { signal } from "@preact/signals";
import type { Step, ValueMap } from "../value";
import type { Position } from "./position";

// Imported is what a text says of an input, and what of it is not taken.
export interface Imported {
  value: ValueMap;
  source?: string | undefined; // where the module is, of a call
  left: Left[];
  notes: string[];
}

// Left is an argument, or a part of one, that is an expression.
export interface Left extends Position {
  path: Step[];
  reference: string | undefined; // what it refers to, when it is nothing but that
}

export interface Report {
  from: string; // the name of a file, or "the pasted text"
  taken: number; // inputs
  left: Left[];
  notes: string[];
  entry: string; // of the browser's history, which the import has made
  before: string; // the text that the import has replaced
  after: string; // and the one that it has made
}

export const report = signal<Report | undefined>(undefined);
