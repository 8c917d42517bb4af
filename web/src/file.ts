// What a file is that somebody opens or drops.
import { Documents, formatOf } from "./fleet/documents";
import { type Kind, kindOf, kindOfName } from "./import/kind";
import { type Language, maxTaken } from "./text";

// Opened is what becomes of a file: it is the input, or it is imported as one, or it is a part
// of a fleet, or nothing.
export type Opened =
  | { text: string; language: Language }
  | { text: string; kind: Kind }
  | { fleet: "older" | "inputs" }
  | { problem: string };

// Only what has many inputs may be larger.
const most = maxTaken;

// isModel knows a model.json by its beginning.
export function isModel(begin: string): boolean {
  return /^\s*\{\s*(?:"format"\s*:\s*\d+\s*,\s*)?"digest"\s*:/.test(begin);
}

// look looks at no more of a file than it takes to know.
export async function look(file: File): Promise<Opened> {
  const kind = kindOfName(file.name);
  if (kind) return imported(file, kind);
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
  const text = await file.text();
  const kindOfText = format === "yaml" && !/\.ya?ml$/.test(file.name) ? kindOf(text) : format;
  return kindOfText === format ? { text, language: format } : { text, kind: kindOfText };
}

async function imported(file: File, kind: Kind): Promise<Opened> {
  if (file.size > most) return { problem: `it is larger than ${most >> 20} MiB` };
  try {
    return { kind, text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
  } catch {
    return { problem: "it is not UTF-8 text" };
  }
}
