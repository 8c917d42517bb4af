// The package in a browser. Bundlers know this form of URL, and put the engine where it leads.
import { loader } from "./contract.js";

export { RefusedError } from "./contract.js";

export const load = loader(async () => {
  const response = await fetch(new URL("./engine.wasm", import.meta.url));
  if (!response.ok) throw new Error(`engine.wasm cannot be loaded: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
});
