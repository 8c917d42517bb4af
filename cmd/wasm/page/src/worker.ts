// The worker that the engine runs in, so that the page never waits for it. It loads the
// engine by itself, for the page has enough to do.
import "wasm_exec.js";

declare const ENGINE_SIZE: number; // bytes of engine.wasm, set by the build

// What wasm_exec.js and cmd/wasm put into the global scope.
declare const Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> };
declare const engine: { load(model: string): string; answer(request: string): string };

export type Model = { model: string };
export type Question = { id: number; request: string };
export type Reply = { id: number; answer: string } | { progress: number } | { failed: string };

const reply = (message: Reply) => postMessage(message);

async function fetchEngine(): Promise<Response> {
  const response = await fetch("engine.wasm");
  if (!response.ok || !response.body) throw new Error(`engine.wasm cannot be loaded: ${response.status} ${response.statusText}`);
  let received = 0;
  let told = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        received += chunk.length;
        const progress = Math.min(1, received / ENGINE_SIZE);
        if (progress === 1 || progress - told > 0.02) reply({ progress: (told = progress) });
        controller.enqueue(chunk);
      },
    }),
  );
  // A host that does not know the type of .wasm files must not hinder.
  return new Response(counted, { headers: { "Content-Type": "application/wasm" } });
}

async function start(): Promise<void> {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, or forbids it");
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetchEngine(), go.importObject);
  void go.run(instance).then(() => reply({ failed: "it has ended" }));
}

// The model and the questions wait for the engine, in their order.
let ready = start();

onmessage = ({ data }: MessageEvent<Model | Question>) => {
  ready = ready.then(() => {
    if ("id" in data) {
      reply({ id: data.id, answer: engine.answer(data.request) });
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
