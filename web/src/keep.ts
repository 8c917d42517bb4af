// What of a text the browser may keep: it writes the entries of its history to the disk.
// Sensitive inputs are left out, and so is what the contract does not know, which may be
// a sensitive input with a mistyped name.
import type { Contract, Field } from "./contract";
import { edit, type Text } from "./text";
import type { Value } from "./value";

// most is far beyond a text that the page can read, and mostDropped beyond what is mistyped:
// each takes an edit of the text.
const most = 1 << 18; // characters
const mostDropped = 20;
const mostTexts = 200; // in what is dropped

// keepable is the text without what must not be kept, or undefined when nothing of it may be
// kept as it is written. The last input that could be read says which keys a text that
// cannot be read may have.
export function keepable(text: Text, contract: Contract, readable: Value): string | undefined {
  if (text.text.length > most) return undefined;
  if (text.value === undefined) return mayHoldSecret(text.text, contract, readable) ? undefined : text.text;
  if (!(text.value instanceof Map) || namesInComment(text, contract)) return undefined;
  const isDropped = ([key, value]: [string, Value]) => !isKeepable(contract, key, value);
  const isSensitive = ([key]: [string, Value]) => sensitiveNames(contract).includes(key);
  const members = Array.from(text.value);
  const beside = members.some(isDropped) || members.some(isSensitive) ? commentsBeside(text, contract) : [];
  const dropped = members.filter((member) => isDropped(member) || (beside.length > 0 && isSensitive(member)));
  const gone = [...beside, ...dropped.flatMap(([, value]) => textsIn(value))];
  if (dropped.length > mostDropped || gone.length > mostTexts) return undefined;
  const kept = dropped.reduce((text, [key]) => edit(text, [key], undefined), text).text;
  return gone.some((secret) => kept.includes(secret)) ? undefined : kept;
}

function isKeepable({ inputs }: Contract, key: string, value: Value): boolean {
  const field = inputs.find(({ name }) => name === key);
  return field !== undefined && !(field.sensitive && saysSomething(value));
}

// saysSomething reports whether a value has anything in it that could be sensitive.
export function saysSomething(value: Value | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return value !== undefined && value !== null && value !== "";
}

// textsIn are the texts in a value that are long enough to be found again.
function textsIn(value: Value): string[] {
  if (typeof value === "string") return value.length >= 4 ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return value instanceof Map ? Array.from(value).flatMap(([key, member]) => [...textsIn(key), ...textsIn(member)]) : [];
}

const sensitiveNames = ({ inputs }: Contract): string[] => inputs.filter(({ sensitive }) => sensitive).map(({ name }) => name);

// spelled finds a name, also in other words for the same: agent_token, agent-token, agentToken.
const spelled = (name: string): string =>
  name
    .split(/[_-]|(?<=[a-z])(?=[A-Z])/)
    .map((part) => part.replace(/[^\w]/g, "\\$&"))
    .join("[-_ ]?");

function names(text: string, contract: Contract): boolean {
  return sensitiveNames(contract).some((name) => new RegExp(spelled(name), "i").test(text));
}

// namesInComment reports whether a comment has the name of a sensitive input, and then
// perhaps its value.
function namesInComment({ text, language }: Text, contract: Contract): boolean {
  if (language === "json" || !names(text, contract)) return false;
  return text.split("\n").some((line) => line.includes("#") && names(line.slice(line.indexOf("#")), contract));
}

// commentsBeside are the comments above a key that is not to be kept, and from there to the
// next key: they may have been its value.
function commentsBeside({ text, language }: Text, contract: Contract): string[] {
  if (language === "json") return [];
  const found: string[] = [];
  let above: string[] = [];
  let beside = false;
  for (const line of text.split("\n")) {
    const comment = /(?:^|\s)(#.*\S)/.exec(line)?.[1];
    if (/^[^\s#}\]-]/.test(line)) {
      beside = !contract.inputs.some(({ name, sensitive }) => !sensitive && keysOf(line)[0] === name);
      if (beside) found.push(...above);
    }
    if (comment !== undefined && beside) found.push(comment);
    above = comment !== undefined && line.trimStart() === comment ? [...above, comment] : [];
  }
  return found;
}

// mayHoldSecret reports whether a text that cannot be read may have something sensitive in
// it. It has none when the contract has no sensitive inputs; or when it names none of them,
// knows all of its keys, and has one in every line that is not indented.
function mayHoldSecret(text: string, contract: Contract, readable: Value): boolean {
  if (sensitiveNames(contract).length === 0) return false;
  if (names(text, contract)) return true;
  const known = new Set([...namesOf(contract.inputs), ...keysIn(readable, contract)]);
  return text.split("\n").some((line) => {
    const said = withoutComment(line).trimEnd();
    const keys = keysOf(said);
    if (keys.some((key) => !known.has(key))) return true;
    return keys.length === 0 && /^[^\s{}[\],-]/.test(said);
  });
}

// withoutComment is a line up to the comment at its end, which may not have any quotes.
function withoutComment(line: string): string {
  const from = Math.max(line.lastIndexOf('"'), line.lastIndexOf("'")) + 1;
  const comment = line.slice(from).search(/(?<=^|\s)#/);
  return comment < 0 || (comment === 0 && from > 0) ? line : line.slice(0, from + comment);
}

// keysOf are the keys that a line seems to have.
function keysOf(line: string): string[] {
  const key = /(?:^\s*(?:- +)*|[{[,]\s*)(?:"((?:[^"\\]|\\.)*)"\s*:|'([^']*)'\s*:|([^\s"'{}[\],#:][^"'{}[\],#]*?):(?=\s|$))/g;
  return Array.from(line.matchAll(key), ([, double, single, plain]) => double ?? single ?? plain!.trimEnd());
}

function namesOf(fields: Field[]): string[] {
  return fields.flatMap(({ name, type }) => [name, ...namesOf(type.fields ?? []), ...namesOf(type.elem?.fields ?? [])]);
}

// keysIn are the keys inside of those inputs that may be kept.
function keysIn(value: Value, contract?: Contract): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => keysIn(element));
  if (!(value instanceof Map)) return [];
  return Array.from(value).flatMap(([key, member]) => {
    if (contract && !isKeepable(contract, key, member)) return [];
    return [key, ...keysIn(member)];
  });
}
