// Work in the background, in a worker that begins with the first of it.
import type { Order, Work } from "./work";

export type Reply = { id: number; result: unknown } | { id: number; failed: string };

interface Waiting {
  order: Order;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

let worker: Worker | undefined;
let isBroken = false;
let ordered = 0;
const waiting = new Map<number, Waiting>();

// run does a piece of work in the background. Values in its result are structured clones.
export function run<Name extends keyof Work>(name: Name, ...given: Parameters<Work[Name]>): Promise<Awaited<ReturnType<Work[Name]>>> {
  return new Promise((resolve, reject) => {
    const order = { id: ++ordered, name, given };
    const one = { order, resolve: resolve as Waiting["resolve"], reject };
    if (!worker && !isBroken) begin();
    if (isBroken) return void runHere(one);
    waiting.set(order.id, one);
    worker!.postMessage(order);
  });
}

function begin(): void {
  try {
    worker = new Worker("background.js", { type: "module" });
  } catch {
    isBroken = true;
    return;
  }
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failed" in data) one?.reject(new Error(data.failed));
    else one?.resolve(data.result);
  };
  worker.onerror = () => {
    isBroken = true;
    for (const one of waiting.values()) void runHere(one);
    waiting.clear();
  };
}

// runHere does the work on the page's own thread, which is slow, but better than nothing when
// the worker cannot run.
async function runHere({ order, resolve, reject }: Waiting): Promise<void> {
  try {
    const { perform } = await import("../later").catch(() => {
      throw new Error("a part of the page cannot be loaded");
    });
    resolve(await perform(order));
  } catch (error) {
    reject(error);
  }
}
