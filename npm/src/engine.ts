// The engine: Go compiled to WebAssembly. It is run in a scope of its own, because Go's support for
// browsers puts what it needs, and the engine its functions, into the global one.
import { runtime } from "./go.js";

export interface Engine {
  load(model: string): string; // what is wrong with the model, "" for nothing
  answer(request: string): string | undefined; // undefined when the engine has ended
}

// starter returns a function that starts another instance of the engine: of the given bytes, or of those
// that wasm gets, which are compiled once.
export function starter(wasm: () => Promise<BufferSource>): (bytes?: BufferSource) => Promise<Engine> {
  let compiled: Promise<WebAssembly.Module> | undefined;
  const compile = async () => WebAssembly.compile(await wasm());
  return (bytes) => {
    if (bytes !== undefined) return WebAssembly.compile(bytes).then(start);
    compiled ??= compile().catch((error: unknown) => {
      compiled = undefined; // the network may be there again
      throw error;
    });
    return compiled.then(start);
  };
}

// What Go's support and the engine take from the global scope.
const taken = ["crypto", "performance", "TextEncoder", "TextDecoder", "Object", "Array", "Uint8Array", "Date"] as const;

async function start(module: WebAssembly.Module): Promise<Engine> {
  const scope: { engine?: Engine } = Object.fromEntries(taken.map((name) => [name, globalThis[name]]));
  const go = new (runtime(scope))();
  void go.run(await WebAssembly.instantiate(module, go.importObject));
  if (scope.engine === undefined) throw new Error("the engine has not started");
  return scope.engine;
}
