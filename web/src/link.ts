// A link carries the state of the page in its fragment, which no browser sends
// anywhere. It has the inputs that the contract knows and that are not sensitive, and
// neither comments nor anything else that somebody may have typed.
import type { Contract } from "./contract";
import { read } from "./text";
import { toJSON, type Value } from "./value";

export interface State {
  input: string; // JSON
  language: "yaml" | "json";
  pinned?: string; // JSON
  inputTab: string;
  resultTab: string;
}

const version = "1";

// shareable is the input without what must not leave the page.
export function shareable(value: Value | undefined, contract: Contract): string {
  if (!(value instanceof Map)) return "{}";
  const known = contract.inputs.filter((field) => !field.sensitive && value.has(field.name));
  return toJSON(new Map(known.map((field) => [field.name, value.get(field.name)!])));
}

// fragment is the state as the part of an address after "#".
export async function fragment(state: State): Promise<string> {
  const packed = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(state)));
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  return version + base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// carriesState reports whether a fragment is one of a link, whatever is in it.
export function carriesState(fragment: string): boolean {
  return fragment.startsWith(version);
}

// stateOf is the state in a fragment, or undefined when it has none that can be read.
export async function stateOf(fragment: string): Promise<State | undefined> {
  if (!carriesState(fragment)) return undefined;
  try {
    const base64 = fragment.slice(version.length).replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const state: unknown = JSON.parse(new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), packed)));
    return isState(state) ? state : undefined;
  } catch {
    return undefined; // somebody cut the link
  }
}

function isState(state: unknown): state is State {
  const { input, language, pinned, inputTab, resultTab } = (state ?? {}) as { [key: string]: unknown };
  return (
    isInput(input) &&
    (language === "yaml" || language === "json") &&
    (pinned === undefined || isInput(pinned)) &&
    typeof inputTab === "string" &&
    typeof resultTab === "string"
  );
}

// isInput holds what a link says to the limits of what is typed, before anything else
// looks inside it.
function isInput(json: unknown): boolean {
  return typeof json === "string" && read(json, "json").value instanceof Map;
}

// most is far beyond a long input, and keeps a hostile link from filling the memory.
const most = 4 << 20;

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
    if (size > most) throw new Error("the link is too long");
    chunks.push(value);
  }
}
