// The data that the page is given: a compiled contract (internal/model's Model) and
// the answers of the engine (internal/preview). The names are those of the JSON.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// A literal is a list of one value, so that null differs from no literal.
export type Literal = [Json];

export interface Contract {
  digest: string;
  name: string;
  doc?: string;
  inputs: Field[];
  outputs?: Output[];
}

export interface Output {
  name: string;
  doc?: string;
}

// Example is an input that the contract comes with.
export interface Example {
  name: string;
  text: string;
  language: "yaml" | "json";
}

// Field is an input, or an attribute of an object-typed input.
export interface Field {
  name: string;
  doc?: string;
  type: Type;
  // Optional fields may be absent, and then have no value at all.
  optional?: boolean;
  default?: Literal;
  sensitive?: boolean;
}

export type Kind = "string" | "number" | "bool" | "list" | "map" | "object" | "null";

export interface Type {
  kind: Kind;
  nullable?: boolean;
  elem?: Type; // of a list's elements or of a map's values
  fields?: Field[]; // of an object
  constraint?: Constraint;
}

// Constraint accepts a value that any one of its rules accepts.
export interface Constraint {
  any_of: Rule[];
  words: string; // "must be a whole number from 1 to 64"
}

export interface Rule {
  equals?: Literal;
  min?: number;
  max?: number;
  match?: string[];
  no_match?: string[];
}

export interface Diagnostic {
  severity: "error" | "warning";
  path?: string; // such as overrides.labels["example.com/team"]
  summary: string;
  detail?: string;
  more?: number; // how many errors are left out, which is all that the last one is about
}

export function sameDiagnostics(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i]!;
      return one.severity === other.severity && one.path === other.path && one.summary === other.summary && one.detail === other.detail;
    })
  );
}

// KubernetesObject is an object as the API server takes it.
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: { [key: string]: string }; annotations?: { [key: string]: string } };
  [field: string]: Json | undefined;
}

// Rendered is an object of the contract for one input.
export interface Rendered {
  name: string; // its key in the contract and the name of its Terraform resource
  body: KubernetesObject;
  yaml: string;
}

// Choice is a value that a field offers, with what the contract says against it when
// it is put into the input at hand.
export interface Choice {
  path: string;
  value: Json;
  diagnostics: Diagnostic[];
}

// Part is a part of an answer, which the request asks for by name.
export type Part = "objects" | "manifests" | "outputs" | "module" | "choices";

export interface Answer {
  diagnostics: Diagnostic[];
  // The parts that were asked for; all but choices only when the input is accepted.
  objects?: Rendered[];
  manifests?: string; // what gen render writes
  outputs?: { [name: string]: Json };
  module?: string; // the module call, in HCL
  choices?: Choice[];
}
