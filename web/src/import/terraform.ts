// Terraform's words for an input: the values of variables, or a call of the module.
import type { Contract, Field, Type } from "../contract";
import { type Attribute, type Block, type Body, Expression, parse, type Value as Written } from "../hcl/body";
import { text as asText } from "../hcl/value";
import type { Decimal, Step, Value, ValueMap } from "../value";
import { count, list } from "../words";
import { positions } from "./position";
import type { Imported, Left } from "./report";
import { variableName } from "./variable";

const fields = new WeakMap<Contract, Map<string, Field>>();

export function fieldOf(variable: string, contract: Contract): Field | undefined {
  const byVariable = fields.get(contract) ?? new Map(contract.inputs.map((field) => [variableName(field.name), field]));
  fields.set(contract, byVariable);
  return byVariable.get(variable);
}

// What an argument of a module block is that is no input.
const about = new Map([
  ["source", "where the module is, which the page's own call then says, too"],
  ["version", "which version of the module it is"],
  ["providers", "which providers the module gets"],
  ["depends_on", "what the module waits for"],
  ["count", "how many times the module is called, and the page shows one"],
  ["for_each", "how many times the module is called, and the page shows one"],
]);

// fromHCL takes the values of variables (.tfvars), or the call of the module among the blocks
// of a file.
export function fromHCL(text: string, contract: Contract): Imported | { problem: string } {
  const body = parse(text);
  const modules = body.blocks.filter(({ type }) => type === "module");
  const [called] = modules.toSorted((a, b) => known(b.body, contract) - known(a.body, contract));
  if (called) return fromCall(called, modules, text, contract);
  if (body.attributes.length > 0) return fromArguments(body.attributes, text, contract);
  return { problem: body.blocks.length > 0 ? "it has no module block" : "it has no arguments" };
}

const known = ({ attributes }: Body, contract: Contract): number => attributes.filter(({ name }) => fieldOf(name, contract)).length;

function fromCall(call: Block, modules: Block[], text: string, contract: Contract): Imported {
  const at = positions(text);
  const where = ({ name, offset }: { name: string; offset: number }) => `${name} (line ${at(offset).line})`;
  const { attributes, blocks } = call.body;
  const imported = fromArguments(
    attributes.filter(({ name }) => !about.has(name)),
    text,
    contract,
  );
  const address = attributes.find(({ name }) => name === "source")?.value;
  if (typeof address === "string") imported.source = address;
  const meta = attributes.filter(({ name }) => about.has(name)).map((attribute) => `${where(attribute)} says ${about.get(attribute.name)}`);
  if (meta.length > 0) imported.notes.push(`No input: ${meta.join("; ")}.`);
  if (blocks.length > 0)
    imported.notes.push(`Blocks are no inputs: ${list(blocks.map(({ type, offset }) => where({ name: type, offset })))}.`);
  const others = modules.filter((other) => other !== call).map(({ labels, offset }) => where({ name: labels[0] ?? "module", offset }));
  if (others.length > 0) {
    const taken = where({ name: call.labels[0] ?? "module", offset: call.offset });
    imported.notes.push(
      `Of the ${count(modules.length, "module block")} that with the most inputs is taken, ${taken}, and not ${list(others)}.`,
    );
  }
  return imported;
}

function fromArguments(attributes: Attribute[], text: string, contract: Contract): Imported {
  const at = positions(text);
  const left: Left[] = [];
  const unknown: string[] = [];
  const value: ValueMap = new Map();
  for (const { name, offset, value: written } of attributes) {
    const field = fieldOf(name, contract);
    if (!field) {
      unknown.push(`${name} (line ${at(offset).line})`);
      continue;
    }
    const path = [field.name];
    const taken = take(written, field.type, path, ({ offset, reference }, path) => left.push({ ...at(offset), path, reference }));
    if (taken !== undefined) value.set(field.name, taken);
  }
  return { value, left, notes: notesOf(unknown) };
}

export function notesOf(unknown: string[]): string[] {
  return unknown.length === 0 ? [] : [`Not taken, as the contract has no such input: ${list(unknown)}.`];
}

type Leave = (expression: Expression, path: Step[]) => void;

// take is a value without its expressions: an object does without members that are, and a list
// with one is not taken at all, because others would move into its place.
export function take(written: Written, type: Type | undefined, path: Step[], leave: Leave): Value | undefined {
  if (written instanceof Expression) {
    leave(written, path);
    return undefined;
  }
  if (Array.isArray(written)) {
    const elements = written.map((element, i) => take(element, type?.elem, [...path, i], leave));
    return elements.every((element) => element !== undefined) ? elements : undefined;
  }
  if (written instanceof Map) {
    const members: ValueMap = new Map();
    for (const [key, member] of written) {
      const of = type?.kind === "map" ? type.elem : type?.fields?.find(({ name }) => name === key)?.type;
      const taken = take(member, of, [...path, key], leave);
      if (taken !== undefined) members.set(key, taken);
    }
    return members;
  }
  return converted(written, type);
}

// converted is a scalar as Terraform converts it to the type of a variable. What it cannot
// convert stays as it is, for the contract to refuse.
export function converted(value: null | boolean | string | bigint | Decimal, type: Type | undefined): Value {
  if (value === null) return value;
  switch (type?.kind) {
    case "string":
      return asText(value);
    case "number":
      return typeof value === "string" && /^-?(?:0|[1-9]\d{0,30})$/.test(value) ? BigInt(value) : value;
    case "bool":
      if (value === "true" || value === "1") return true;
      return value === "false" || value === "0" ? false : value;
  }
  return value;
}

// fromVariables takes the values of variables that are written as JSON (.tfvars.json).
export function fromVariables(values: ValueMap, contract: Contract): Imported {
  const value: ValueMap = new Map();
  const unknown: string[] = [];
  for (const [name, given] of values) {
    const field = fieldOf(name, contract);
    if (field) value.set(field.name, take(given, field.type, [], () => undefined)!);
    else unknown.push(name);
  }
  return { value, left: [], notes: notesOf(unknown) };
}
