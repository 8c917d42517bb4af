// Evaluates contracts that gen has compiled. Nothing leaves the process: the engine is WebAssembly,
// which is read from this package once, and opens neither files nor connections.

/**
 * load reads a model.json, as gen writes it: its text, or the bytes of that. The engine is compiled at
 * the first call; each contract has an instance of its own, of some megabytes, so load a contract once.
 * It rejects when the text is no model.json, or one that a later version of gen has stored in a form
 * that this package does not know: then update the package, or write the file again with its gen.
 */
export function load(modelJSON: string | Uint8Array, options?: LoadOptions): Promise<Contract>;

export interface LoadOptions {
  /**
   * The bytes of engine.wasm of this package, for a host in which it cannot be read from beside the
   * module: a bundle that has it elsewhere, say.
   */
  wasm?: Uint8Array | ArrayBuffer;
}

/** Contract is a compiled contract. Its functions answer at once, and each answer is the caller's own. */
export interface Contract {
  /** The name of the contract's CUE package. */
  readonly name: string;
  /** What the contract says about itself; "" for nothing. */
  readonly doc: string;
  /** What identifies the contract and the compiler: those with one digest give the same for every input. */
  readonly digest: string;
  /** The inputs, in the order in which the contract declares them. */
  readonly inputs: Field[];

  /** evaluate gives the verdict on an input. It throws a TypeError for a value that is no JSON. */
  evaluate(input: Input, options?: Options): Verdict;
  /**
   * render is the objects of an input, byte for byte as "gen render" prints them: YAML documents, or with
   * "json" a v1 List on one line. It throws a RefusedError when the input is refused.
   */
  render(input: Input, format?: "yaml" | "json", options?: Options): string;
  /**
   * change says what going from one input to another does to what runs, and which inputs cause it. A
   * sensitive input that only one of them gives counts as equal.
   */
  change(before: Input, after: Input): Change;
}

/**
 * An input is a text, in YAML or JSON and with one document, or a value. In a text, YAML means what it
 * means to CUE; diagnostics about it have positions. It is JSON when its file is called .json or when it
 * begins with a bracket. A text in YAML has at most 64 KiB, and anything else 1 MiB, both 64 levels.
 */
export type Input = string | object;

export interface Options {
  /** What positions call the text; its extension says what it is written in. */
  file?: string;
  /** Put "masked" in place of all data of Secrets, for people to look at. */
  maskSecrets?: boolean;
}

export type Verdict = Accepted | Refused;

export interface Accepted {
  accepted: true;
  /** Warnings; they refuse nothing. */
  diagnostics: Diagnostic[];
  /** The objects, Secrets included, in the order in which they are applied. */
  objects: KubernetesObject[];
  /** The module's outputs. What only Terraform records is null. */
  outputs: { [name: string]: Json };
}

export interface Refused {
  accepted: false;
  /** What is wrong: at least one error. */
  diagnostics: Diagnostic[];
}

/** RefusedError is thrown where there is nothing to return for an input that is refused. */
export class RefusedError extends Error {
  readonly name: "RefusedError";
  readonly diagnostics: Diagnostic[];
}

/** Diagnostic is a message about an input, as in "gen vet -o json". */
export interface Diagnostic {
  severity: "error" | "warning";
  /** The place in the input, such as overrides.labels["example.com/team"]; none for all of it. */
  path?: string;
  /** A sentence without its full stop: what is wrong, and mostly what to write instead. */
  summary: string;
  /** What to write instead, when the summary does not say it. */
  detail?: string;
  /** Places in the text; none for an input that was a value. */
  positions?: Position[];
  /** How many errors are left out, which is all that the last diagnostic is about. */
  more?: number;
}

/** Position is a place in a text. Lines and columns, in bytes of UTF-8, count from 1. */
export interface Position {
  file?: string;
  line?: number;
  column?: number;
}

/** Json is what JSON.parse gives. Numbers of contracts are whole; beyond 2^53 they lose digits here, and not in render. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** KubernetesObject is an object as the API server takes it. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: { [key: string]: string };
    annotations?: { [key: string]: string };
    [field: string]: Json | undefined;
  };
  [field: string]: Json | undefined;
}

/** Field describes an input, or an attribute of an object inside one. */
export interface Field {
  name: string;
  /** Markdown; "" for none. */
  doc: string;
  type: Type;
  required: boolean;
  /** The default, which may be null; the property is missing when there is none. */
  default?: Json;
  /** Sensitive inputs appear in no diagnostic and no output. */
  sensitive: boolean;
  /** The worst that a change may do to what runs, in words; "" where that is not known. */
  effect: string;
}

export interface Type {
  kind: "string" | "number" | "bool" | "list" | "map" | "object";
  /** Whether null is a value of its own. */
  nullable: boolean;
  /** Of a list's elements, or of a map's values. */
  elem?: Type;
  /** The attributes of an object. */
  fields?: Field[];
  /** What a value must be besides, in words: "must be a whole number from 1 to 64". */
  constraint?: string;
  /** The values that are accepted, where the contract names each of them. */
  choices?: Json[];
}

/** EffectName is what a change does, from the least to the worst. docs/upgrades.md explains them. */
export type EffectName = "none" | "metadata" | "live" | "restart" | "replace" | "blocked" | "data loss" | "refused" | "invalid";

/** Effect is the worse of both ways to apply a change, and both where they differ. */
export interface Effect {
  effect: EffectName;
  ways?: { terraform: EffectName; kubectl: EffectName };
}

/** Change is what going from one input to another does, as in "gen diff -o json". */
export interface Change extends Effect {
  /** Whether a NetworkPolicy lets less through than before. */
  traffic_cut?: boolean;
  /** The objects that differ, the worst effect first. */
  objects: ObjectChange[];
  /** Why an input is refused, with the effects refused (the new one) and invalid (the old one). */
  diagnostics?: Diagnostic[];
}

export interface ObjectChange extends Effect {
  /** The object's key in the contract. */
  name: string;
  kind: string;
  /** Its namespace, if any, a slash, and its name. */
  id: string;
  created?: boolean;
  deleted?: boolean;
  traffic_cut?: boolean;
  fields?: FieldChange[];
  because?: Cause[];
  /** Where it is written that the change has this effect. */
  source?: string;
}

export interface FieldChange extends Effect {
  path: string;
  /** The values; missing where there is none, masked where they are secret. */
  old?: Json;
  new?: Json;
  because?: Cause[];
  source?: string;
}

/** Cause is the path of an input that was changed. */
export interface Cause {
  input?: string;
}
