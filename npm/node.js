// The package in Node: the engine is a file.
import { readFile } from "node:fs/promises";
import { loader } from "./contract.js";

export { RefusedError } from "./contract.js";

export const load = loader(() => readFile(new URL("./engine.wasm", import.meta.url)));
