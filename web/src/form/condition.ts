// What the contract says about when an input does anything at all: the effect of a field
// that does nothing in a state ends with the words for the other state
// (internal/influence/observed).
import type { Field } from "../contract";
import { parsePath, type Step, type Value, at as valueAt } from "../value";
import { child, sizeOf } from "./change";
import { defaultOf } from "./control";
import { textOf } from "./draft";

// Condition is about another field: that it is given (true, or not empty) or not, or that
// it has a value or another one.
export interface Condition {
  words: string; // "with capabilities.gui_vnc"
  path: Step[];
  value?: string;
  holds: boolean;
}

const pattern = /^none; .* ((with|without|unless) ([A-Za-z_][A-Za-z0-9_.]*)(?: = (.+))?)$/;

// conditionOf is when a field does something, or undefined when it always may.
export function conditionOf({ effect = "" }: Field): Condition | undefined {
  const found = pattern.exec(effect);
  if (!found) return undefined;
  const [, words, joint, path, value] = found;
  return { words: words!, path: parsePath(path!), ...(value === undefined ? {} : { value }), holds: joint === "with" };
}

// holds reports whether a condition holds for an input.
export function holds({ path, value, holds }: Condition, fields: Field[], input: Value | undefined): boolean {
  const now = valueWith(fields, input, path);
  const is = value === undefined ? isGiven(now) : textOf(now) === value;
  return is === holds;
}

// valueWith is the value at a path, or the default that stands there.
function valueWith(fields: Field[], value: Value | undefined, path: Step[]): Value | undefined {
  const [step, ...rest] = path;
  const field = fields.find(({ name }) => name === step);
  if (step === undefined || !field) return undefined;
  const whole = child(value, step) ?? defaultOf(field);
  return rest.length === 0 ? whole : (valueWith(field.type.fields ?? [], whole, rest) ?? valueAt(whole, rest));
}

function isGiven(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === "") return false;
  return typeof value === "object" && !("text" in value) ? sizeOf(value) > 0 : true;
}
