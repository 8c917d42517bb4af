// The worker that the engine runs in, so that the page never waits for it. It loads the
// engine by itself, for the page has enough to do.
import "wasm_exec.js";

// What wasm_exec.js and cmd/wasm put into the global scope.
declare const Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> };
declare const engine: { load(model: string): string; answer(request: string): string; rest(): void };

export type Model = { model: string };
export type Question = { id: number; request: string };
export type Reply = { id: number; answer: string } | { failed: string };

const reply = (message: Reply) => postMessage(message);

async function start(): Promise<void> {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, or forbids it");
  const response = await fetch("engine.wasm");
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

onmessage = ({ data }: MessageEvent<Model | Question>) => {
  ready = ready.then(() => {
    if ("id" in data) {
      reply({ id: data.id, answer: engine.answer(data.request) });
      clearTimeout(resting);
      resting = setTimeout(engine.rest, pause);
      return;
    }
    const problem = engine.load(data.model);
    if (problem !== "") throw new Error(problem);
  });
  ready.catch(fail);
};

// A failure is told once, and everything after it fails with it.
function fail(error: unknown): void {
  reply({ failed: error instanceof Error ? error.message : String(error) });
}
ready.catch(fail);
