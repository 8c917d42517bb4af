// Go's support for WebAssembly, which build.mjs makes of wasm_exec.js.

// runtime is the class that runs a program of Go, with another global scope.
export function runtime(scope: object): new () => {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
};
