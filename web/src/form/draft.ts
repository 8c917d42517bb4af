// What is typed into a control, and the value that it stands for.
import type { Field, Type } from "../contract";
import { Decimal, toJSON, type Value } from "../value";
import { same } from "./change";

// meaning is the value of a text. One that is no number stays a string, which the
// engine refuses in the contract's words.
export function meaning(text: string, type: Type, field?: Field): Value | undefined {
  const typed = type.kind === "number" ? text.trim() : text;
  if (typed === "") return emptied(type, field);
  if (type.kind !== "number") return text;
  if (/^-?\d+$/.test(typed)) return BigInt(typed);
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(typed)) return new Decimal(typed);
  return text;
}

// emptied is what an empty text says: that there is no value, where a field can do
// without one or where no value is written like that.
function emptied(type: Type, field: Field | undefined): Value | undefined {
  const without = field !== undefined && (type.kind === "number" || field.optional || field.default?.[0] === null);
  return without ? undefined : "";
}

export function textOf(value: Value | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : toJSON(value);
}

// stands reports whether a draft still says what the input says. Then it is left as it
// was typed, so that 007 does not become 7 under the cursor.
export function stands(draft: Value | undefined, given: Value | undefined): boolean {
  if (draft instanceof Decimal && given instanceof Decimal) return Number(draft.text) === Number(given.text);
  return same(draft, given);
}
