// What the contract says against the values that a field offers.
import { type Choice, type Diagnostic, sameDiagnostics } from "../contract";
import { fromJSON, toJSON, type Value } from "../value";
import { same } from "./change";
import { labelOf } from "./control";

// Refusal is why some of a field's values would be refused.
export interface Refusal {
  values: string[];
  words: string;
}

// byPath groups choices by the field that offers them.
export function byPath(choices: Choice[]): Map<string, Choice[]> {
  const groups = new Map<string, Choice[]>();
  for (const choice of choices) {
    const group = groups.get(choice.path);
    if (group) group.push(choice);
    else groups.set(choice.path, [choice]);
  }
  return groups;
}

export function isRefused(choices: readonly Choice[], value: Value | undefined): boolean {
  return choices.some((choice) => choice.diagnostics.some(isError) && same(fromJSON(choice.value), value ?? null));
}

// refusalsOf are the reasons why values other than the present one would be refused; those
// for the present one are its diagnostics. A reason that several values have in common
// comes once.
export function refusalsOf(choices: readonly Choice[], present: Value | undefined): Refusal[] {
  const refusals = new Map<string, Refusal>();
  for (const choice of choices) {
    const value = fromJSON(choice.value);
    if (same(value, present ?? null)) continue;
    for (const diagnostic of choice.diagnostics.filter(isError)) {
      const words = wordsOf(diagnostic, `${choice.path} = ${toJSON(value)}: `);
      const refusal = refusals.get(words);
      if (refusal) refusal.values.push(labelOf(value));
      else refusals.set(words, { values: [labelOf(value)], words });
    }
  }
  return [...refusals.values()];
}

// wordsOf leaves out the field and the value, which stand before the words.
function wordsOf({ summary, detail }: Diagnostic, subject: string): string {
  const words = summary.startsWith(subject) ? summary.slice(subject.length) : summary;
  return detail ? `${words} (${detail})` : words;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

export function sameChoices(a: readonly Choice[], b: readonly Choice[]): boolean {
  return (
    a.length === b.length &&
    a.every((choice, i) => {
      const other = b[i]!;
      return same(fromJSON(choice.value), fromJSON(other.value)) && sameDiagnostics(choice.diagnostics, other.diagnostics);
    })
  );
}
