// The worker that the engine runs in, so that the page never waits for it. It loads the
// engine by itself, for the page has enough to do.

import type { EffectName } from "./contract";
import type { About } from "./rows/evaluate";
import type { Row } from "./rows/row";

// What wasm_exec.js and cmd/wasm put into the global scope.
declare const Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> };
declare const engine: { load(model: string): string; answer(request: string): string | undefined; rest(): void };

export type Model = { model: string };
export type Question = { id: number; request: string };
// Fleet is a comparison of an older contract's model.json with the engine's contract. It
// ends the one before it, and Stop ends any.
export type Fleet = { fleet: number; older: File; inputs: File };
export type Stop = { stop: true };
// Many asks what the contract says about each document of a file. It ends the one before it.
export type Many = { many: number; inputs: File; about: About };
export type Asked = Model | Question | Fleet | Stop | Many;
// A failure over a question has the question's id. It is the end of this worker, but not
// of the page: another worker answers the next question.
export type Reply = { id: number; answer: string } | { failed: string; id?: number } | Progress | Rows;
// Progress is how many inputs of a fleet are compared, the effects on those that are new, and
// which part of its file that is; and, in the end, the report, or why there is none.
export type Progress =
  | { fleet: number; compared: number; part: number; effects: EffectName[] }
  | { fleet: number; report: string }
  | { fleet: number; problem: string };

// Rows are some of those that were asked for; in the end, whether there are more than a table
// has, or why there are none.
export type Rows = { many: number; rows: Row[]; part: number } | { many: number; left: boolean } | { many: number; problem: string };

const reply = (message: Reply) => postMessage(message);

async function start(): Promise<void> {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, or forbids it");
  // wasm_exec.js is of the Go that has compiled the engine. It loads meanwhile.
  const [response] = await Promise.all([fetch("engine.wasm"), import("./wasm_exec.js")]);
  if (!response.ok) throw new Error(`engine.wasm cannot be loaded: ${response.status} ${response.statusText}`);
  const go = new Go();
  const { instance } = await instantiate(response, go.importObject);
  void go.run(instance).then(() => reply({ failed: "it has ended" }));
}

// instantiate compiles the engine while it arrives. A host that does not know the type
// of .wasm files must not hinder.
async function instantiate(response: Response, imports: WebAssembly.Imports): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  if (response.headers.get("Content-Type") === "application/wasm") return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

// The model and the questions wait for the engine, in their order.
let ready = start();

// How long nothing must be asked before the engine may rest.
const pause = 500; // ms
let resting: ReturnType<typeof setTimeout> | undefined;

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  if ("fleet" in data) newest = data.fleet;
  if ("stop" in data) newest = undefined;
  if ("many" in data) newestMany = data.many;
  ready = ready.then(() => {
    if ("stop" in data) return;
    if ("fleet" in data) return void compareFleet(data).catch(fail);
    if ("many" in data) return void evaluateMany(data).catch(fail);
    if ("id" in data) return answer(data);
    const problem = engine.load(data.model);
    if (problem !== "") throw new Error(problem);
  });
  ready.catch(fail);
};

// newest is the fleet that is compared; others stop.
let newest: number | undefined;

async function compareFleet({ fleet, older, inputs }: Fleet): Promise<void> {
  const stopped = () => fleet !== newest;
  const { compare, Problem } = await import("./fleet/compare");
  try {
    const report = await compare(older, inputs, (compared, part, effects) => reply({ fleet, compared, part, effects }), stopped);
    if (report === undefined) return;
    reply({ fleet, report });
    resting = setTimeout(engine.rest, pause);
  } catch (error) {
    reply({ fleet, problem: words(error) });
    if (error instanceof Problem) return;
    reply({ id: fleet, failed: words(error) });
    close();
  }
}

// newestMany is the table that is made; others stop.
let newestMany: number | undefined;

async function evaluateMany({ many, inputs, about }: Many): Promise<void> {
  const { evaluate } = await import("./rows/evaluate");
  try {
    const left = await evaluate(
      inputs,
      about,
      (rows, part) => reply({ many, rows, part }),
      () => many !== newestMany,
    );
    if (left === undefined) return;
    reply({ many, left });
    resting = setTimeout(engine.rest, pause);
  } catch (error) {
    if (error instanceof DOMException) return reply({ many, problem: "the file cannot be read any more" });
    reply({ id: many, failed: words(error) });
    close();
  }
}

// answer answers a question. The stack of the engine is the browser's, which ends it when
// it is used up, whatever Go would do; nothing can be asked of what is left.
function answer({ id, request }: Question): void {
  clearTimeout(resting);
  try {
    const answer = engine.answer(request);
    if (answer === undefined) throw new Error("it has ended");
    reply({ id, answer });
    resting = setTimeout(engine.rest, pause);
  } catch (error) {
    reply({ id, failed: words(error) });
    close();
  }
}

// A failure is reported once, and everything after it fails with it.
function fail(error: unknown): void {
  reply({ failed: words(error) });
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
ready.catch(fail);
