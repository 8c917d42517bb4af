// What the build resolves: Go's own support for WebAssembly in browsers, which comes
// from the toolchain, and style sheets.
declare module "wasm_exec.js";
declare module "*.css";
