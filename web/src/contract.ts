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
  // What else the model has is in shaped/expression.ts.
  outputs?: Output[];
}

export interface Output {
  name: string;
  doc?: string;
}

// About is what the contract's model does not have.
export interface About {
  version: string;
  // given are the expressions that the contract's template gives to inputs, by their names, and
  // needs what they refer to, such as data.coder_workspace.me.
  given?: { [input: string]: string };
  needs?: string[];
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
  // subject is what the input is about, as the contract's files divide it.
  subject?: string;
  // effect is what changing the input does to a workspace that runs, in words.
  effect?: string;
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
export type Part = "objects" | "manifests" | "outputs" | "module" | "choices" | "changes" | "kinds" | "effect";

export interface Answer {
  diagnostics: Diagnostic[];
  // The parts that were asked for; all but choices only when the input is accepted.
  objects?: Rendered[];
  manifests?: string; // what gen render writes
  outputs?: { [name: string]: Json };
  module?: string; // the call of the module, in HCL
  choices?: Choice[];
  changes?: Change;
  kinds?: string[]; // of the objects
  effect?: EffectName; // the worst of the changes
}

export type EffectName = "none" | "metadata" | "live" | "restart" | "replace" | "blocked" | "data loss" | "refused" | "invalid";

// Effect is what a change does to a workspace that runs: the worse of both ways to apply
// it, and both where they differ (internal/effect).
export interface Effect {
  effect: EffectName;
  ways?: { terraform: EffectName; kubectl: EffectName };
}

// Change is what going from one state to another does.
export interface Change extends Effect {
  objects: ObjectChange[];
  diagnostics?: Diagnostic[]; // of the input that is refused
}

export interface ObjectChange extends Effect {
  name: string; // its key in the contract
  was?: string; // its key in the older contract, where that was another one
  kind: string;
  id: string; // its namespace, if any, and name
  created?: boolean;
  deleted?: boolean;
  readdressed?: boolean; // stays in the cluster, while Terraform replaces it
  traffic_cut?: boolean;
  fields?: FieldChange[];
  because?: Cause[];
}

export interface FieldChange extends Effect {
  path: string;
  old?: Json;
  new?: Json;
  because?: Cause[];
}

// Cause is an input that was changed, an input with another default, or the contract.
export interface Cause {
  input?: string;
  default?: boolean;
  contract?: boolean;
}

// Report is what a new contract does to the workspaces of a fleet: how many it has which
// effect on, the worst effect first, and the first few of each.
export interface Report {
  compared: number;
  placeholders: number; // of them, those with sensitive inputs that are not recorded
  effects: { effect: EffectName; count: number; workspaces: Workspace[] }[];
}

export interface Workspace extends Change {
  number: number; // of its document in the file
  line: number;
  name?: string; // of one of its objects
}
