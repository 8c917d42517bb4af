// What the contract says about a place in the input.
import type { Field, Type } from "../contract";
import { defaultOf, isRequired, labelOf, type Subject } from "../form/control";
import type { Step, Value } from "../value";
import { changing } from "../words";

// subjectAt is what is at a path, or undefined where the contract has nothing.
export function subjectAt(inputs: Field[], path: Step[]): Subject | undefined {
  let subject: Subject = { type: { kind: "object", fields: inputs }, sensitive: false };
  for (const step of path) {
    const inner = innerOf(subject, step);
    if (!inner) return undefined;
    subject = inner;
  }
  return subject;
}

function innerOf({ type, sensitive }: Subject, step: Step): Subject | undefined {
  if (type.kind === "object") {
    const field = type.fields?.find(({ name }) => name === step);
    return field && subjectOf(field, sensitive);
  }
  const isElement = typeof step === "number" ? type.kind === "list" : type.kind === "map";
  return isElement && type.elem ? { type: type.elem, sensitive } : undefined;
}

export function subjectOf(field: Field, sensitive: boolean): Subject {
  return { type: field.type, field, sensitive: sensitive || field.sensitive === true };
}

// summaryOf says in a few words whether the input must have a field, or what holds without.
export function summaryOf({ field, sensitive }: Subject): string {
  if (isRequired(field)) return "required";
  const value = sensitive ? undefined : shortDefault(field);
  return value === undefined ? "" : `default ${value}`;
}

function shortDefault(field: Field | undefined): string | undefined {
  const value = defaultOf(field);
  return value === undefined || isContainer(value) ? undefined : labelOf(value);
}

const isContainer = (value: Value): boolean => Array.isArray(value) || value instanceof Map;

// sayings are what there is to know about a field or an element, each a sentence or more.
export function sayings(subject: Subject): string[] {
  const { type, field, sensitive } = subject;
  const summary = summaryOf(subject);
  const kind = [wordsOf(type), sensitive && "sensitive", summary].filter(Boolean).join(", ");
  const bounds = type.constraint?.words ?? type.elem?.constraint?.words;
  const each = type.constraint ? "It" : "Each";
  return [`${kind}.`, field?.doc ?? "", bounds ? `${each} ${bounds}.` : "", field?.effect ? changing(field.effect) : ""].filter(Boolean);
}

const kinds = { string: "Text", number: "Number", bool: "true or false", list: "List", map: "Map", object: "Object", null: "null" };

function wordsOf(type: Type): string {
  return type.nullable ? `${kinds[type.kind]} or null` : kinds[type.kind];
}
