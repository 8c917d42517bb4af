import type { Change, Contract, Diagnostic, Input, load, Options, RefusedError as Refused, Verdict } from "../index";
import { type Engine, starter } from "./engine";
import { fields } from "./fields";
import { TooDeep, toJSON } from "./json";
import { read, type Text } from "./text";

export class RefusedError extends Error implements Refused {
  override readonly name = "RefusedError";

  constructor(readonly diagnostics: Diagnostic[]) {
    super(diagnostics.map(({ summary }) => summary).join("\n"));
  }
}

// loader is the function load of the package, with an engine that wasm gets.
export function loader(wasm: () => Promise<BufferSource>): typeof load {
  const start = starter(wasm);
  return async (modelJSON, options = {}) => {
    const model = typeof modelJSON === "string" ? modelJSON : new TextDecoder("utf-8", { fatal: true }).decode(modelJSON);
    const engine = await start(options.wasm as BufferSource | undefined);
    const problem = engine.load(model);
    if (problem !== "") throw new Error(`model.json: ${problem}`);
    return new Loaded(engine, model);
  };
}

// Answer is what the engine answers: internal/preview explains its parts.
interface Answer {
  diagnostics: Diagnostic[];
  manifests?: string;
  list?: string;
  outputs?: (Verdict & { accepted: true })["outputs"];
  changes?: Change;
}

type Part = "manifests" | "list" | "outputs" | "changes";

class Loaded implements Contract {
  readonly name: string;
  readonly doc: string;
  readonly digest: string;
  readonly #model: string;
  readonly #engine: Engine;
  #failure: unknown;

  constructor(engine: Engine, model: string) {
    const { name, doc = "", digest } = JSON.parse(model) as { name: string; doc?: string; digest: string };
    [this.name, this.doc, this.digest] = [name, doc, digest];
    this.#engine = engine;
    this.#model = model;
  }

  get inputs() {
    return fields(this.#model);
  }

  evaluate(input: Input, options: Options = {}): Verdict {
    const { diagnostics, list, outputs } = this.#ask(input, ["list", "outputs"], options);
    if (list === undefined || outputs === undefined) return { accepted: false, diagnostics };
    return { accepted: true, diagnostics, objects: JSON.parse(list).items, outputs };
  }

  render(input: Input, format: "yaml" | "json" = "yaml", options: Options = {}): string {
    const answer = this.#ask(input, [format === "json" ? "list" : "manifests"], options);
    const text = answer.list ?? answer.manifests;
    if (text === undefined) throw new RefusedError(answer.diagnostics);
    return text;
  }

  change(before: Input, after: Input): Change {
    const [old, now] = [open(before), open(after)];
    if ("refused" in old) return { effect: "invalid", objects: [], diagnostics: [old.refused] };
    if ("refused" in now) {
      const { accepted, diagnostics } = this.evaluate(before);
      return accepted ? { effect: "refused", objects: [], diagnostics: [now.refused] } : { effect: "invalid", objects: [], diagnostics };
    }
    const { changes } = this.#answer(`{"before":${old.json},"input":${now.json},"render":["changes"]}`);
    const side = changes!.effect === "invalid" ? old : now;
    if (changes!.diagnostics !== undefined) changes!.diagnostics = side.locate(changes!.diagnostics);
    return changes!;
  }

  #ask(input: Input, render: Part[], { file, maskSecrets = false }: Options): Answer {
    const text = open(input, file);
    if ("refused" in text) return { diagnostics: [text.refused] };
    const answer = this.#answer(`{"input":${text.json},"render":${JSON.stringify(render)},"show_secrets":${!maskSecrets}}`);
    return { ...answer, diagnostics: text.locate(answer.diagnostics) };
  }

  // The stack of the engine is the host's, which ends it when it is used up; nothing can be asked of what is left.
  #answer(request: string): Answer {
    if (this.#failure !== undefined) throw new Error("the engine has ended: load the contract again", { cause: this.#failure });
    try {
      const answer = this.#engine.answer(request);
      if (answer === undefined) throw new Error("the engine has ended");
      return JSON.parse(answer) as Answer;
    } catch (error) {
      this.#failure = error;
      throw new Error("the engine ended over this input, which is a mistake in it: load the contract again", { cause: error });
    }
  }
}

// open reads an input.
function open(input: Input, file?: string): Text {
  if (typeof input === "string") return read(input, file);
  try {
    return { json: toJSON(input), locate: (diagnostics) => diagnostics };
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { refused: { severity: "error", summary: error.message } };
  }
}
