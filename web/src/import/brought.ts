// What a text of another kind than the input's own comes to as an input.
import type { Contract } from "../contract";
import { edit, type Language, read, type Text, write } from "../text";
import { Refusal } from "../text/refusal";
import type { ValueMap } from "../value";
import { fromEnv } from "./environment";
import type { Kind } from "./kind";
import { positions } from "./position";
import type { Imported, Report } from "./report";
import { fieldOf, fromHCL, fromVariables } from "./terraform";

type Problem = { problem: string };
type Taken = { text: string; language: Language; source?: string | undefined } & Pick<Report, "taken" | "left" | "notes">;
export type Brought = Taken | Problem;

// brought is the input that a text becomes, or why it cannot, in words that go on after a colon.
// They have nothing of the text, which may be a secret. Variables of the environment go into
// the current text.
export function brought(written: string, kind: Kind, contract: Contract, current: Text): Brought {
  try {
    if (kind === "env") return fromVariablesOfEnvironment(written, contract, current);
    return kind === "hcl" ? fromTerraform(written, contract, current.language) : fromDocument(written, kind, contract, current.language);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { line, column } = positions(written)(error.offset);
    return { problem: `${error.message} (line ${line}, column ${column})` };
  }
}

function fromTerraform(written: string, contract: Contract, language: Language): Brought {
  const imported = fromHCL(written, contract);
  return "problem" in imported ? imported : whole(imported, language);
}

// whole is what replaces the input as a whole.
function whole({ value, left, notes, source }: Imported, language: Language): Brought {
  if (value.size + left.length === 0) return { problem: "it has none of the contract's inputs" };
  const { text, problems } = write(value, language);
  return problems[0] ? { problem: problems[0].message } : { text, language, source, taken: value.size, left, notes };
}

function fromDocument(written: string, kind: "variables" | Language, contract: Contract, language: Language): Brought {
  let document = read(written, kind === "yaml" ? "yaml" : "json");
  if (kind === "json" && document.problems.length > 0) {
    const flow = read(written, "yaml"); // which begins with a bracket, too
    if (flow.problems.length === 0) document = flow;
  }
  const [problem] = document.problems;
  if (problem) throw new Refusal(problem.message, problem.offset);
  const { value } = document;
  if (!(value instanceof Map)) return { problem: "an input is an object" };
  if (kind === "variables" || (kind === "json" && hasVariables(value, contract))) return whole(fromVariables(value, contract), language);
  return { text: document.text, language: document.language, taken: value.size, left: [], notes: [] };
}

// hasVariables reports whether an object has the names of variables where these differ from
// those of inputs.
function hasVariables(value: ValueMap, contract: Contract): boolean {
  return [...value.keys()].some((name) => !contract.inputs.some((input) => input.name === name) && fieldOf(name, contract));
}

function fromVariablesOfEnvironment(written: string, contract: Contract, current: Text): Brought {
  if (current.value === undefined) return { problem: "it is put into the text of the page, which cannot be read: correct that first" };
  const { values, left, notes } = fromEnv(written, contract, current.value);
  if (values.length + left.length === 0) return { problem: notes[0]?.replace(/\.$/, "") ?? "it has no variables" };
  const { text, language } = values.reduce((changed, { path, value }) => edit(changed, path, value), current);
  return { text, language, taken: values.length, left, notes };
}
