// A small input as a query that people can read and write: owner=alice&size.cpu=4. It
// stands behind "#?" in an address, which no browser sends anywhere.
import type { Contract, Type } from "./contract";
import { saysSomething } from "./keep";
import { change, equal } from "./text/change";
import { maxBytes, maxDepth } from "./text/refusal";
import { formatPath, parsePath, type Step, type Value } from "./value";

// most is about what fits into a line of a message.
const most = 300; // characters

// queryOf is an input as a query, or undefined when it is large, has something sensitive or
// says what no query can.
export function queryOf(value: Value | undefined, contract: Contract): string | undefined {
  if (!(value instanceof Map) || value.size === 0) return undefined;
  if (contract.inputs.some(({ name, sensitive }) => sensitive && saysSomething(value.get(name)))) return undefined;
  const leaves = leavesOf(value, []);
  if (leaves.length > most / 4) return undefined;
  const query = leaves.map(([path, text]) => pair(formatPath(path), text)).join("&");
  return query.length <= most && equal(fromQuery(query, contract)?.value, value) ? query : undefined;
}

function leavesOf(value: Value, path: Step[]): [Step[], string][] {
  if (Array.isArray(value)) return value.flatMap((element, i) => leavesOf(element, [...path, i]));
  if (value instanceof Map) return Array.from(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
  return [[path, String(value)]];
}

const pair = (key: string, text: string): string => `${encode(key)}=${encode(text)}`;

// encode leaves what an address may have and programs take for a part of it.
const encode = (text: string): string => encodeURIComponent(text).replace(/%(?:2F|3A|40|2C)/g, decodeURIComponent);

export interface Queried {
  value: Value;
  query: string; // that says the same, and nothing else
  ignored: string[]; // names that are no inputs
  sensitive: string[]; // inputs that no address may have
}

// fromQuery is the input that a query says, or undefined when it names no input.
export function fromQuery(query: string, contract: Contract): Queried | undefined {
  if (query.length > maxBytes) return undefined;
  const queried: Queried = { value: new Map(), query: "", ignored: [], sensitive: [] };
  const said: string[] = [];
  for (const [key, text] of new URLSearchParams(query)) {
    const path = pathOf(key);
    const field = contract.inputs.find(({ name }) => name === path[0]);
    if (!field) queried.ignored.push(key);
    else if (field.sensitive) queried.sensitive.push(field.name);
    else {
      queried.value = change(queried.value, path, meaning(text, typeAt(field.type, path.slice(1))))!;
      said.push(pair(key, text));
    }
  }
  queried.query = said.join("&");
  return saysSomething(queried.value) || queried.sensitive.length > 0 ? queried : undefined;
}

function pathOf(key: string): Step[] {
  try {
    const path = parsePath(key);
    return formatPath(path) === key && path.length <= maxDepth ? path : [];
  } catch {
    return []; // its quotes have something else than a text
  }
}

function typeAt(type: Type | undefined, path: Step[]): Type | undefined {
  return path.reduce<Type | undefined>((type, step) => type?.elem ?? type?.fields?.find(({ name }) => name === step)?.type, type);
}

// meaning is the value that a text stands for. One that does not fit its type stays a text,
// which the contract refuses in its own words.
function meaning(text: string, type: Type | undefined): Value {
  if (type?.kind === "number" && /^-?\d{1,20}$/.test(text)) return BigInt(text);
  if (type?.kind === "bool" && /^(?:true|false)$/.test(text)) return text === "true";
  return text;
}
