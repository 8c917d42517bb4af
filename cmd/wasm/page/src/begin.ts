// The worker begins before the rest of the page is loaded, because the engine takes
// longest: this is a script of its own, too, which waits for no other.
import type { Reply } from "./worker";

// said is what the worker has said before anybody listened.
export const said: Reply[] = [];
export const worker = begin();

function begin(): Worker | undefined {
  try {
    const worker = new Worker("worker.js", { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Reply>) => said.push(data);
    worker.onerror = ({ message }) => said.push({ failed: message || "its worker cannot run" });
    return worker;
  } catch (error) {
    said.push({ failed: String(error) });
    return undefined;
  }
}
