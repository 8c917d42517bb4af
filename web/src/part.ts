// The page as a part of another page: element.ts puts it into a frame there. Such a page
// leaves the address, the history and the storage to the page around it.
import { signal } from "@preact/signals";

// isPart is whether the page is one. Its address says so as element.ts writes it.
export const isPart = globalThis.location?.hash === "#part" && parent !== self;

// readOnly is whether the input may only be looked at.
export const readOnly = signal(false);

// isElsewhere is whether the contract is another one than that of the page's files.
export const isElsewhere = signal(false);

// Written is an input as a text.
interface Written {
  text: string;
  language: "yaml" | "json";
}

// Given is what the page around says. The first time it says all that it has.
export interface Given {
  say: "given";
  // The contract's model.json, as its text or its address: else it is the page's own.
  model?: { text: string } | { url: string };
  input?: Written;
  readOnly?: boolean;
}

// Said is what the page says to the page around it.
export type Said =
  | { say: "ready" }
  // json is the input's value, while the text can be read; sensitive are the names of those
  // sensitive inputs that it has.
  | ({ say: "input"; json?: string; sensitive: string[] } & Written)
  | ({ say: "result" } & Outcome)
  | { say: "failure"; message: string };

export interface Outcome {
  accepted: boolean;
  diagnostics: Finding[];
}

export interface Finding {
  severity: "error" | "warning";
  summary: string;
  detail?: string;
  path?: string;
}
