// What stands for a sensitive input that a link or a reload has left out, so that the rest
// of the input still comes to something.
import type { Contract, Rule, Type } from "./contract";
import { fromJSON, type Value } from "./value";

const word = "placeholder";

// placeholder is a value of a type with something in it, as the input has had; undefined
// when nothing is known that its rules accept.
export function placeholder({ kind, elem, fields, constraint }: Type): Value | undefined {
  const rules = constraint?.any_of ?? [{}];
  switch (kind) {
    case "string":
      return first(rules, (rule) => (rule.match?.some((pattern) => !matches(pattern)) || rule.no_match?.some(matches) ? undefined : word));
    case "number":
      return first(rules, ({ min, max }) => BigInt(min ?? Math.min(1, max ?? 1)));
    case "bool":
      return first(rules, () => true);
    case "list": {
      const one = placeholder(elem!);
      return one === undefined ? [] : [one];
    }
    case "map": {
      const one = placeholder(elem!);
      return new Map(one === undefined ? [] : [[word.toUpperCase(), one]]);
    }
    case "object":
      return new Map(
        fields!
          .filter(({ optional, default: without }) => !optional && without === undefined)
          .flatMap(({ name, type }) => {
            const one = placeholder(type);
            return one === undefined ? [] : [[name, one] as const];
          }),
      );
    case "null":
      return null;
  }
}

function first(rules: Rule[], within: (rule: Rule) => Value | undefined): Value | undefined {
  for (const rule of rules) {
    const value = rule.equals ? fromJSON(rule.equals[0]) : within(rule);
    if (value !== undefined) return value;
  }
  return undefined;
}

// matches takes a pattern that this browser cannot read for one that does not match.
function matches(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(word);
  } catch {
    return false;
  }
}

export interface Filled {
  value: Value;
  placeholders: string[]; // the inputs that they stand for
  missing: string[]; // those that nothing stands for
}

// fill puts placeholders into an input for those of the named inputs that it does not have.
export function fill(value: Value, leftOut: string[], contract: Contract): Filled {
  const filled: Filled = { value, placeholders: [], missing: [] };
  if (!(value instanceof Map) || leftOut.length === 0) return filled;
  for (const { name, type } of contract.inputs.filter(({ name }) => leftOut.includes(name) && !value.has(name))) {
    const stands = placeholder(type);
    if (stands === undefined) filled.missing.push(name);
    else {
      filled.placeholders.push(name);
      filled.value = new Map([...(filled.value as Map<string, Value>), [name, stands]]);
    }
  }
  return filled;
}
