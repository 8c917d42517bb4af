// The call of the module with the input, with what has to stand beside it in the template.
import { computed, signal } from "@preact/signals";
import type { Type } from "../contract";
import { variableName } from "../import/variable";
import { about, contract, moduleCall, type Result, result } from "../state";
import { source } from "./source";

// inTemplate is whether the expressions of the contract's template stand for inputs.
export const inTemplate = signal(true);

export const hasTemplate = computed(() => Object.keys(about.value.given ?? {}).length > 0);
const given = computed(() => (inTemplate.value && about.value.given) || {});

// needs are what the call refers to, which the template must have.
export const needs = computed(() => (inTemplate.value && about.value.needs) || []);

// written is how the call is written.
const written = computed(() => ({ source: source.value.trim(), given: given.value }));

// declared are the sensitive inputs that are variables of the caller.
const declared = computed(() => {
  const here = (result.value ? JSON.parse(result.value.input) : {}) as object;
  return contract.value!.inputs.filter(
    ({ name, sensitive }) => sensitive && Object.hasOwn(here, name) && !Object.hasOwn(given.value, name),
  );
});

// asked changes whenever the call may.
export const asked = computed(() => [result.value, declared.value, written.value] as const);

// callText is the call with an accepted input as it can be put into a template.
export async function callText(of: Result): Promise<string | undefined> {
  const variables = declared.peek().map(({ name, type }) => variable(variableName(name), type));
  const call = await moduleCall(of, written.peek());
  return call && [call, ...variables].join("\n");
}

const variable = (name: string, type: Type): string => `variable "${name}" {\n  type      = ${typeText(type)}\n  sensitive = true\n}\n`;

// typeText is a type as Terraform writes it, in one line.
export function typeText({ kind, elem, fields }: Type): string {
  switch (kind) {
    case "list":
    case "map":
      return `${kind}(${typeText(elem!)})`;
    case "object":
      return `object({ ${fields!.map(({ name, type, optional, default: without }) => `${name} = ${optional || without ? `optional(${typeText(type)})` : typeText(type)}`).join(", ")} })`;
    case "null":
      return "any";
    default:
      return kind;
  }
}
