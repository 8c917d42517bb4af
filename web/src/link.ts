// A link carries the state of the page in its fragment, which no browser sends
// anywhere. It has the inputs that the contract knows and that are not sensitive, and
// neither comments nor anything else that somebody may have typed.
import type { Contract } from "./contract";
import { saysSomething } from "./keep";
import { read } from "./text";
import { toJSON, type Value } from "./value";

export interface State {
  input: string; // JSON
  language: "yaml" | "json";
  pinned?: string; // JSON
  inputTab: string;
  resultTab: string;
  // The contract that the link was made with; older links do not say.
  contract?: Origin;
  // leftOut are the sensitive inputs that the link does not have.
  leftOut?: string[];
  // accepted is whether the contract accepted the input.
  accepted?: boolean;
}

// Origin says which contract a link was made with.
export interface Origin {
  name: string;
  version?: string;
  digest: string;
}

// Problem is why a link cannot be read, in words that go on after "it".
export class Problem {
  constructor(readonly words: string) {}
}

const version = "1";

// shareable is the input without what must not leave the page.
export function shareable(value: Value | undefined, contract: Contract): string {
  if (!(value instanceof Map)) return "{}";
  const known = contract.inputs.filter((field) => !field.sensitive && value.has(field.name));
  return toJSON(new Map(known.map((field) => [field.name, value.get(field.name)!])));
}

// unknownIn are the names in an input that are none of the contract's.
export function unknownIn(value: Value | undefined, { inputs }: Contract): string[] {
  const names = value instanceof Map ? [...value.keys()] : [];
  return names.filter((name) => !inputs.some((field) => field.name === name));
}

// fragment is the state as the part of an address after "#".
export async function fragment(state: State): Promise<string> {
  const packed = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(state)));
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  return version + base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// leftOutOf are the sensitive inputs that a link does not have: those with something in
// them, and those that were left out before.
export function leftOutOf(value: Value | undefined, { inputs }: Contract, before: string[]): string[] {
  if (!(value instanceof Map)) return before;
  const isLeftOut = (name: string) => (value.has(name) ? saysSomething(value.get(name)) : before.includes(name));
  return inputs.filter(({ name, sensitive }) => sensitive && isLeftOut(name)).map(({ name }) => name);
}

// stateOf is the state in a fragment, or why it cannot be read. A fragment of another kind
// has none.
export async function stateOf(fragment: string): Promise<State | Problem | undefined> {
  if (/^[2-9][-\w]{20,}$/.test(fragment)) return new Problem("was made by a later version of this page");
  if (!fragment.startsWith(version)) return undefined;
  try {
    const base64 = fragment.slice(version.length).replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return check(JSON.parse(new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), packed))));
  } catch (error) {
    return error instanceof TooLong ? tooLarge : new Problem("was cut or changed on its way");
  }
}

const tooLarge = new Problem("carries more than an input of this page can be");

function check(state: unknown): State | Problem {
  if (!isState(state)) return new Problem("is damaged, or of another page");
  for (const input of [state.input, state.pinned ?? "{}"]) {
    const { value, problems } = read(input, "json");
    if (!(value instanceof Map))
      return new Problem(`carries no input that can be read: ${problems[0]?.message ?? "an input is an object"}`);
  }
  return state;
}

function isState(state: unknown): state is State {
  const { input, language, pinned, inputTab, resultTab, contract, leftOut, accepted } = (state ?? {}) as { [key: string]: unknown };
  return (
    typeof input === "string" &&
    (language === "yaml" || language === "json") &&
    isOptional(pinned, isString) &&
    typeof inputTab === "string" &&
    typeof resultTab === "string" &&
    isOptional(contract, isOrigin) &&
    isOptional(leftOut, (names) => Array.isArray(names) && names.every(isString)) &&
    isOptional(accepted, (accepted) => typeof accepted === "boolean")
  );
}

const isString = (value: unknown): boolean => typeof value === "string";
const isOptional = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value);

function isOrigin(origin: unknown): boolean {
  const { name, version, digest } = (origin ?? {}) as { [key: string]: unknown };
  return isString(name) && isString(digest) && isOptional(version, isString);
}

// most is far beyond a long input, and keeps a hostile link from filling the memory.
const most = 4 << 20;

class TooLong extends Error {}

async function through(stream: GenericTransformStream, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(stream as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>)
    .getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.length;
    if (size > most) throw new TooLong();
    chunks.push(value);
  }
}
