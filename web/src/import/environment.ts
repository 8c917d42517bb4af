// What a file of environment variables says of an input: variables of Terraform, which are
// TF_VAR_name there, are inputs, and all others go into the input that has variables of the
// environment. Where there is none, they are inputs by their names.
import type { Contract, Field } from "../contract";
import { Expression, parseValue, type Value as Written } from "../hcl/body";
import { Refusal } from "../text/refusal";
import { at, formatPath, type Step, type Value, type ValueMap } from "../value";
import { count } from "../words";
import { parseEnv, type Variable } from "./env";
import { positions } from "./position";
import type { Left } from "./report";
import { fieldOf, notesOf, take } from "./terraform";

// Changes are values at paths of an input that is there.
export interface Changes {
  values: { path: Step[]; value: Value }[];
  left: Left[];
  notes: string[];
}

export function fromEnv(text: string, contract: Contract, current: Value | undefined): Changes {
  const place = positions(text);
  const environment = environmentIn(contract);
  const changes: Changes = { values: [], left: [], notes: [] };
  const added: ValueMap = new Map();
  const unknown: string[] = [];
  const leave = ({ offset, reference }: Expression, path: Step[]) => changes.left.push({ ...place(offset), path, reference });
  for (const variable of parseEnv(text)) {
    const { name, offset } = variable;
    const ofTerraform = /^TF_VAR_(.+)$/.exec(name)?.[1];
    const field = ofTerraform ? fieldOf(ofTerraform, contract) : environment ? undefined : fieldOf(name.toLowerCase(), contract);
    if (field) {
      const value = take(writtenIn(variable, field), field.type, [field.name], leave);
      if (value !== undefined) changes.values.push({ path: [field.name], value });
    } else if (ofTerraform || !environment) unknown.push(`${name} (line ${place(offset).line})`);
    else if (variable.text === undefined) leave(new Expression(offset), [...environment.path, name]);
    else added.set(name, variable.text.normalize("NFC"));
  }
  if (environment && added.size > 0) {
    const before = at(current, environment.path);
    changes.values.push({ path: environment.path, value: new Map([...(before instanceof Map ? before : []), ...added]) });
    const shown = environment.sensitive ? "" : ", which is not sensitive: manifests, links and the browser's history have what is in it";
    changes.notes.push(`${formatPath(environment.path)} has ${count(added.size, "variable")} of it${shown}.`);
  }
  changes.notes.push(...notesOf(unknown));
  return changes;
}

interface Environment {
  path: Step[];
  sensitive: boolean;
}

const named = /(?:^|[_-])env(?:[_-]|ironment|$)|[a-z]Env(?:[A-Z]|ironment|$)/;

// environmentIn is the input that has variables of the environment: a map of texts with that
// in its name, the first one that is not sensitive if there is one.
export function environmentIn({ inputs }: Contract): Environment | undefined {
  const found: Environment[] = [];
  const visit = (fields: Field[], path: Step[], within: boolean) => {
    for (const { name, type, sensitive } of fields) {
      const here = { path: [...path, name], sensitive: within || sensitive === true };
      if (type.kind === "map" && type.elem?.kind === "string" && named.test(name)) found.push(here);
      visit(type.fields ?? [], here.path, here.sensitive);
    }
  };
  visit(inputs, [], false);
  return found.find(({ sensitive }) => !sensitive) ?? found[0];
}

// writtenIn is what Terraform reads in the environment for a variable: the text itself for a
// scalar, and an expression for anything else.
function writtenIn({ text, offset }: Variable, { type }: Field): Written {
  if (text === undefined) return new Expression(offset);
  if (type.kind !== "list" && type.kind !== "map" && type.kind !== "object") return text.normalize("NFC");
  try {
    const written = parseValue(text);
    return written instanceof Expression ? new Expression(offset, written.reference) : written;
  } catch (error) {
    if (error instanceof Refusal) return text; // which the contract refuses
    throw error;
  }
}
