// The inputs of a contract in sections, each foldable: what must be given first, then by
// subject. An input that does nothing until another one is set comes with that one.
import type { Field } from "../contract";
import { formatPath, type Step } from "../value";
import { type Condition, conditionOf } from "./condition";
import { isRequired } from "./control";

export interface Section {
  key: string;
  title: string;
  fields: Field[];
}

// Dependents are the inputs that do something under one condition.
export interface Dependents {
  condition: Condition;
  fields: Field[];
}

export interface Arrangement {
  sections: Section[];
  // By the path of the field that the condition is about.
  dependents: Map<string, Dependents[]>;
}

export function arrange(fields: Field[]): Arrangement {
  const sections = new Map<string, Section>();
  const dependents = new Map<string, Dependents[]>();
  for (const field of fields) {
    const condition = dependsOn(field, fields);
    if (condition) {
      add(dependents, condition, field);
      continue;
    }
    const title = titleOf(field);
    const section = sections.get(title) ?? { key: title, title, fields: [] };
    section.fields.push(field);
    sections.set(title, section);
  }
  const sorted = Array.from(sections.values());
  sorted.sort((a, b) => Number(b.title === required) - Number(a.title === required));
  return { sections: sorted, dependents };
}

const required = "Required";

function titleOf(field: Field): string {
  const { name, type, subject } = field;
  if (isRequired(field)) return required;
  if (subject) return subject[0]!.toUpperCase() + subject.slice(1).replaceAll("_", " ");
  return type.kind === "object" ? name : "Optional";
}

// dependsOn is the condition of an input that comes with the field which that is about:
// one that stands in a section itself, so that nothing is hidden in a circle.
function dependsOn(field: Field, fields: Field[]): Condition | undefined {
  const condition = isRequired(field) ? undefined : conditionOf(field);
  if (!condition || !exists(fields, condition.path)) return undefined;
  const top = fields.find(({ name }) => name === condition.path[0])!;
  return top === field || (conditionOf(top) && !isRequired(top)) ? undefined : condition;
}

function exists(fields: Field[], [step, ...rest]: Step[]): boolean {
  const field = fields.find(({ name }) => name === step);
  return field !== undefined && (rest.length === 0 || exists(field.type.fields ?? [], rest));
}

function add(dependents: Arrangement["dependents"], condition: Condition, field: Field): void {
  const key = formatPath(condition.path);
  const groups = dependents.get(key) ?? [];
  const group = groups.find((other) => other.condition.words === condition.words);
  if (group) group.fields.push(field);
  else groups.push({ condition, fields: [field] });
  dependents.set(key, groups);
}
