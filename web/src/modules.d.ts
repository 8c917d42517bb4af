// What the build resolves, or leaves to the browser: style sheets, and Go's own support for
// WebAssembly in browsers, which stands beside the engine.
declare module "*.css";
declare module "*/wasm_exec.js";
