// The worker begins before the rest of the page is loaded, because the engine takes
// longest: this is a script of its own, too, which waits for no other.
import type { Reply } from "./worker";

// said are the messages of the worker from before anybody listened.
export const said: Reply[] = [];
export const worker = begin((reply) => said.push(reply));

// begin begins a worker, and calls receive with each of its messages.
export function begin(receive: (reply: Reply) => void): Worker | undefined {
  try {
    const worker = new Worker("worker.js", { type: "module" });
    listen(worker, receive);
    return worker;
  } catch (error) {
    receive({ failed: String(error) });
    return undefined;
  }
}

// listen calls receive, and nobody else from then on, with each message of a worker.
export function listen(worker: Worker, receive: (reply: Reply) => void): void {
  worker.onmessage = ({ data }: MessageEvent<Reply>) => receive(data);
  worker.onerror = ({ message }) => receive({ failed: message || "its worker cannot run" });
}
