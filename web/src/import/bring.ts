// Texts of other kinds than the input's own become the input, in one step.
import { entry, open } from "../entries";
import { text } from "../input";
import { source } from "../results/source";
import { contract } from "../state";
import { edit, type Language, read, type Text, write } from "../text";
import { Refusal } from "../text/refusal";
import type { ValueMap } from "../value";
import { fromEnv } from "./environment";
import { type Kind, kindOf } from "./kind";
import { positions } from "./position";
import { type Imported, type Report, report } from "./report";
import { fieldOf, fromHCL, fromVariables } from "./terraform";

type Brought = { text: Pick<Text, "text" | "language"> } & Pick<Report, "taken" | "left" | "notes">;
type Problem = { problem: string };

// bring makes a text the input, or says why it cannot, in words that go on after a colon. They
// have nothing of the text, which may be a secret.
export function bring(from: string, written: string, kind: Kind = kindOf(written)): string | undefined {
  try {
    const brought =
      kind === "env" ? fromVariablesOfEnvironment(written) : kind === "hcl" ? fromTerraform(written) : fromDocument(written, kind);
    if ("problem" in brought) return brought.problem;
    const before = text.peek().text;
    open(brought.text.text, brought.text.language);
    const { taken, left, notes } = brought;
    report.value = { from, taken, left, notes, entry: entry.peek(), before, after: text.peek().text };
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { line, column } = positions(written)(error.offset);
    return `${error.message} (line ${line}, column ${column})`;
  }
}

function fromTerraform(written: string): Brought | Problem {
  const imported = fromHCL(written, contract.peek()!);
  if ("problem" in imported) return imported;
  const brought = whole(imported);
  if (imported.source !== undefined && !("problem" in brought)) source.value = imported.source;
  return brought;
}

// whole is what replaces the input as a whole.
function whole({ value, left, notes }: Imported): Brought | Problem {
  if (value.size + left.length === 0) return { problem: "it has none of the contract's inputs" };
  const replaced = write(value, text.peek().language);
  const [problem] = replaced.problems;
  return problem ? { problem: problem.message } : { text: replaced, taken: value.size, left, notes };
}

function fromDocument(written: string, kind: "variables" | Language): Brought | Problem {
  let document = read(written, kind === "yaml" ? "yaml" : "json");
  if (kind === "json" && document.problems.length > 0) {
    const flow = read(written, "yaml"); // which begins with a bracket, too
    if (flow.problems.length === 0) document = flow;
  }
  const [problem] = document.problems;
  if (problem) throw new Refusal(problem.message, problem.offset);
  const { value } = document;
  if (!(value instanceof Map)) return { problem: "an input is an object" };
  if (kind === "variables" || (kind === "json" && hasVariables(value))) return whole(fromVariables(value, contract.peek()!));
  return { text: document, taken: value.size, left: [], notes: [] };
}

// hasVariables reports whether an object has the names of variables where these differ from
// those of inputs.
function hasVariables(value: ValueMap): boolean {
  const here = contract.peek()!;
  return [...value.keys()].some((name) => !here.inputs.some((input) => input.name === name) && fieldOf(name, here));
}

function fromVariablesOfEnvironment(written: string): Brought | Problem {
  const current = text.peek();
  if (current.value === undefined) return { problem: "it is put into the text of the page, which cannot be read: correct that first" };
  const { values, left, notes } = fromEnv(written, contract.peek()!, current.value);
  if (values.length + left.length === 0) return { problem: notes[0]?.replace(/\.$/, "") ?? "it has no variables" };
  const changed = values.reduce((changed, { path, value }) => edit(changed, path, value), current);
  return { text: changed, taken: values.length, left, notes };
}
