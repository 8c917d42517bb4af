// count is a number of things: 1 error, 2 errors.
export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

// list is names in a sentence: a, b and c. Of many it has the first few.
export function list(names: string[]): string {
  const most = 8;
  const short = names.map((name) => (name.length > 60 ? `${name.slice(0, 60)} …` : name));
  if (short.length > most) return `${short.slice(0, most).join(", ")} and ${short.length - most} more`;
  return short.length < 2 ? short.join("") : `${short.slice(0, -1).join(", ")} and ${short.at(-1)}`;
}

// partsOf are the parts of a doc comment, which has its code in backticks.
export function partsOf(doc: string): { part: string; isCode: boolean }[] {
  return doc.split(/`([^`]+)`/).map((part, i) => ({ part, isCode: i % 2 === 1 }));
}

// reasonOf is what an error says.
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

// changing says what changing an input does, by its effect.
export const changing = (effect: string): string => `Changing it on a workspace that runs: ${effect}.`;
