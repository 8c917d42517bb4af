// The worker that the engine runs in, so that the page never waits for it.
import "wasm_exec.js";

// What wasm_exec.js and cmd/wasm put into the global scope.
declare const Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> };
declare const engine: { load(model: string): string; answer(request: string): string };

export type Start = { wasm: WebAssembly.Module; model: string };
export type Question = { id: number; request: string };
export type Reply = { id: number; answer: string } | { failed: string };

const reply = (message: Reply) => postMessage(message);

// start returns what went wrong, "" for nothing.
async function start({ wasm, model }: Start): Promise<string> {
  const go = new Go();
  const instance = await WebAssembly.instantiate(wasm, go.importObject);
  void go.run(instance).then(() => reply({ failed: "it has ended" }));
  return engine.load(model);
}

// Questions wait for the start, which takes a while.
let started: Promise<string> | undefined;

onmessage = async ({ data }: MessageEvent<Start | Question>) => {
  try {
    if ("wasm" in data) {
      started = start(data);
      const problem = await started;
      if (problem !== "") reply({ failed: problem });
    } else if ((await started) === "") {
      reply({ id: data.id, answer: engine.answer(data.request) });
    }
  } catch (error) {
    reply({ failed: String(error) });
  }
};
