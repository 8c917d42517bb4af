// What a file is that somebody opens or drops.
import { Documents, formatOf } from "./fleet/documents";
import type { Language } from "./text";

// Opened is what becomes of a file: it is the input, or a part of a fleet, or nothing.
export type Opened = { text: string; language: Language } | { fleet: "older" | "inputs" } | { problem: string };

// most is far beyond an input. Only what has many of them may be larger.
const most = 1 << 20;

// isModel knows a model.json by its beginning.
export function isModel(begin: string): boolean {
  return /^\s*\{\s*(?:"format"\s*:\s*\d+\s*,\s*)?"digest"\s*:/.test(begin);
}

// look looks at no more of a file than it takes to know.
export async function look(file: File): Promise<Opened> {
  const begin = new Uint8Array(await file.slice(0, 256).arrayBuffer());
  if (isModel(new TextDecoder().decode(begin))) return { fleet: "older" };
  const format = formatOf(file.name, begin);
  if (format === "ndjson") return { fleet: "inputs" };
  const documents = new Documents(format);
  const pieces = documents.push(new Uint8Array(await file.slice(0, 2 * most).arrayBuffer()));
  if (file.size <= 2 * most) pieces.push(...documents.end());
  if (pieces.length > 1) return { fleet: "inputs" };
  const [only] = pieces;
  if (file.size > most || !only) return { problem: `it is larger than ${most >> 20} MiB: the page opens no more, gen render does` };
  if ("problem" in only) return only;
  // All of it, for the comments before the document.
  return { text: await file.text(), language: format };
}
