// Which control a type gets, and what it offers.
import type { Field, Rule, Type } from "../contract";
import { fromJSON, toJSON, type Value } from "../value";
import { same } from "./change";

export type Control = "options" | "switch" | "text" | "number" | "secret" | "list" | "map" | "object";

// Subject is what a control is for: a field, or an element, which has none.
export interface Subject {
  type: Type;
  field?: Field | undefined;
  sensitive: boolean;
}

export function controlOf({ type, field, sensitive }: Subject): Control {
  switch (type.kind) {
    case "list":
    case "map":
    case "object":
      return type.kind;
    case "bool": {
      // A switch is always on or off, so it cannot show that there is no value.
      const always = field === undefined || typeof field.default?.[0] === "boolean";
      return always && !type.nullable ? "switch" : "options";
    }
    case "null":
      return "options";
  }
  if (sensitive) return "secret";
  if (constants(type).length > 1) return "options";
  return type.kind === "number" ? "number" : "text";
}

// constants are the values of a type whose constraint counts them up.
function constants(type: Type): Value[] {
  const rules = type.constraint?.any_of ?? [];
  if (!rules.every((rule) => rule.equals && Object.keys(rule).length === 1)) return [];
  return rules.map((rule: Rule) => fromJSON(rule.equals![0]));
}

export interface Option {
  // Undefined stands for a field that is left out.
  value: Value | undefined;
  label: string;
}

// optionsOf are the values to choose from. One that the contract does not offer is
// among them when it is what the input says.
export function optionsOf({ type, field }: Subject, shown: Value | undefined): Option[] {
  const values: (Value | undefined)[] = type.kind === "bool" ? [true, false] : constants(type);
  if (type.nullable || type.kind === "null") values.push(null);
  if (field?.optional) values.push(undefined);
  const options = values.map((value) => ({ value, label: labelOf(value) }));
  const offered = shown === undefined || values.some((value) => same(value, shown));
  return offered ? options : [...options, { value: shown, label: toJSON(shown) }];
}

export function labelOf(value: Value | undefined): string {
  if (value === undefined || value === null) return "not set";
  if (value === "") return '"" (empty)';
  return typeof value === "string" ? value : toJSON(value);
}

// isChoice reports whether a constraint counts up the values.
export function isChoice(type: Type): boolean {
  return constants(type).length > 0;
}

// onlyValue reports whether a constraint accepts one value, whose words explain it.
export function onlyValue(type: Type): boolean {
  return !type.nullable && constants(type).length === 1;
}

// fits reports whether a control can show a value.
export function fits(control: Control, type: Type, value: Value | undefined): boolean {
  if (value === undefined) return true;
  if (value === null) return type.nullable === true || type.kind === "null";
  switch (control) {
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return value instanceof Map;
    case "switch":
      return typeof value === "boolean";
  }
  return !Array.isArray(value) && !(value instanceof Map);
}

// blank is the value that a new element begins with.
export function blank(type: Type): Value {
  switch (type.kind) {
    case "list":
      return [];
    case "map":
    case "object":
      return new Map();
  }
  if (type.nullable || type.kind === "null") return null;
  if (type.kind === "bool") return false;
  const [first] = constants(type);
  if (first !== undefined) return first;
  if (type.kind === "string") return "";
  return BigInt(type.constraint?.any_of.find((rule) => rule.min !== undefined)?.min ?? 0);
}

// defaultOf is the value of a field that the input leaves out.
export function defaultOf(field: Field | undefined): Value | undefined {
  return field?.default && fromJSON(field.default[0]);
}

// isRequired reports whether the input must have the field.
export function isRequired(field: Field | undefined): boolean {
  return field !== undefined && field.default === undefined && !field.optional;
}
