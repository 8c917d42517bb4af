// Where on the form a diagnostic is shown.
import type { Diagnostic, Field, Type } from "../contract";
import { formatPath, parsePath, type Step, type Value } from "../value";
import { count } from "../words";
import { child } from "./change";
import { defaultOf } from "./control";

export interface Finding {
  diagnostic: Diagnostic;
  // The place that shows it; without one the head of the form does.
  at?: Step[];
}

// Unknown is a key of the input that no field is named after.
export interface Unknown {
  path: Step[];
  diagnostics: Diagnostic[];
}

export interface Findings {
  all: Finding[];
  at: Map<string, Diagnostic[]>;
  elsewhere: Diagnostic[];
  unknown: Unknown[];
}

// assign gives each diagnostic to the nearest place that the form shows.
export function assign(fields: Field[], value: Value | undefined, diagnostics: Diagnostic[]): Findings {
  const root: Type = { kind: "object", fields };
  const findings: Findings = { all: [], at: new Map(), elsewhere: [], unknown: unknownKeys(root, value, []) };
  const unknownAt = new Map(findings.unknown.map((key) => [formatPath(key.path), key]));
  for (const diagnostic of diagnostics) {
    const path = parsePath(diagnostic.path ?? "");
    const unknown = path.map((_, i) => unknownAt.get(formatPath(path.slice(0, i + 1)))).find((key) => key !== undefined);
    const at = unknown ? [] : nearest(root, value, path);
    if (at.length > 0) {
      const key = formatPath(at);
      findings.at.set(key, [...(findings.at.get(key) ?? []), diagnostic]);
      findings.all.push({ diagnostic, at });
    } else {
      (unknown?.diagnostics ?? findings.elsewhere).push(diagnostic);
      findings.all.push({ diagnostic });
    }
  }
  return findings;
}

// sameFindings reports whether the form shows the same findings at the same places.
export function sameFindings(a: Findings, b: Findings): boolean {
  return isEach(a.all, b.all, sameFinding) && isEach(a.unknown, b.unknown, (a, b) => isSame(a.path, b.path));
}

const sameFinding = (a: Finding, b: Finding): boolean => a.diagnostic === b.diagnostic && isSame(a.at ?? [], b.at ?? []);

const isSame = (a: Step[], b: Step[]): boolean => isEach(a, b, (a, b) => a === b);

function isEach<T>(a: T[], b: T[], is: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((one, i) => is(one, b[i]!));
}

// placeOf is the place of the form that a path of the input is about, if there is one.
export function placeOf(fields: Field[], value: Value | undefined, path: string): Step[] | undefined {
  const at = nearest({ kind: "object", fields }, value, parsePath(path));
  return at.length > 0 ? at : undefined;
}

// nearest is the longest beginning of a path that the form has a place for.
function nearest(type: Type, value: Value | undefined, path: Step[]): Step[] {
  let length = 0;
  for (const step of path) {
    let member = child(value, step);
    if (type.kind === "object") {
      const field: Field | undefined = type.fields?.find(({ name }) => name === step);
      if (!field) break;
      type = field.type;
      member ??= defaultOf(field);
    } else {
      if (member === undefined || !type.elem) break;
      type = type.elem;
    }
    value = member;
    length++;
  }
  return path.slice(0, length);
}

function unknownKeys(type: Type, value: Value | undefined, path: Step[]): Unknown[] {
  if (type.elem && Array.isArray(value)) {
    return value.flatMap((elem, i) => unknownKeys(type.elem!, elem, [...path, i]));
  }
  if (!(value instanceof Map)) return [];
  return Array.from(value).flatMap(([key, member]) => {
    const inner = type.kind === "map" ? type.elem : type.fields?.find(({ name }) => name === key)?.type;
    if (inner) return unknownKeys(inner, member, [...path, key]);
    return type.kind === "object" ? [{ path: [...path, key], diagnostics: [] }] : [];
  });
}

export function countOf(findings: Finding[]): string {
  const errors = findings.filter(({ diagnostic }) => diagnostic.severity === "error").length;
  const warnings = findings.length - errors;
  const words = [];
  if (errors > 0) words.push(count(errors, "error"));
  if (warnings > 0) words.push(count(warnings, "warning"));
  return words.join(", ") || "No errors";
}
