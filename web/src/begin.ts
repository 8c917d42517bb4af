// The worker begins before the rest of the page is loaded, because the engine takes
// longest: this is a script of its own, too, which waits for no other.
import type { Reply } from "./worker";

// said is what the worker has said before anybody listened.
export const said: Reply[] = [];
export const worker = begin((reply) => said.push(reply));

// begin begins a worker, and calls hear with what it says.
export function begin(hear: (reply: Reply) => void): Worker | undefined {
  try {
    const worker = new Worker("worker.js", { type: "module" });
    listen(worker, hear);
    return worker;
  } catch (error) {
    hear({ failed: String(error) });
    return undefined;
  }
}

// listen calls hear, and nobody else any more, with what a worker says.
export function listen(worker: Worker, hear: (reply: Reply) => void): void {
  worker.onmessage = ({ data }: MessageEvent<Reply>) => hear(data);
  worker.onerror = ({ message }) => hear({ failed: message || "its worker cannot run" });
}
