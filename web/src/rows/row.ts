// A row of the table of many inputs: one document, and what the contract says about it.
import type { Answer, Diagnostic, EffectName } from "../contract";
import type { Language } from "../text";
import type { Value } from "../value";
import { count } from "../words";

export type Verdict = "accepted" | "refused" | "unreadable";

export interface Row {
  number: number; // of the document among all
  line: number; // that it begins in
  text: string;
  language: Language;
  name: string; // the inputs that tell it from others
  verdict: Verdict;
  words: string; // what it makes, or why it is refused
  effect?: EffectName | undefined; // of going to it from the pinned state
}

// nameOf is what a document says of some inputs, in a few words.
export function nameOf(value: Value | undefined, names: readonly string[]): string {
  if (!(value instanceof Map)) return "";
  const said = names.map((name) => value.get(name)).filter((member) => typeof member === "string" || typeof member === "bigint");
  const text = said.join(", ");
  return text.length > 80 ? `${text.slice(0, 80)} …` : text;
}

// verdictOf is what an answer says about a document, in words.
export function verdictOf({ diagnostics, kinds }: Answer): Pick<Row, "verdict" | "words"> {
  if (kinds) {
    const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
    const words = makes(kinds);
    return { verdict: "accepted", words: warnings === 0 ? words : `${words}; ${count(warnings, "warning")}` };
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  // The last one may stand for several that are left out.
  const others = errors.reduce((n, { more }) => n + (more ?? 1), 0) - 1;
  const words = first ? reason(first) : "it is refused";
  return { verdict: "refused", words: others > 0 ? `${words}, and ${count(others, "more error")}` : words };
}

const reason = ({ summary, detail }: Diagnostic): string => (detail ? `${summary} (${detail})` : summary);

// makes are objects by their kinds: 3 objects: Deployment, 2 × Service.
export function makes(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (kinds.length === 0) return "no objects";
  return `${count(kinds.length, "object")}: ${Array.from(counts, ([kind, n]) => (n === 1 ? kind : `${n} × ${kind}`)).join(", ")}`;
}
