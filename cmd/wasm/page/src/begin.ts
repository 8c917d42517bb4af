// The worker begins before the rest of the page is loaded: the engine takes longest.
export const worker = new Worker("worker.js", { type: "module" });
