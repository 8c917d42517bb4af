// The worker that does the work of the background.
import type { Order, Reply } from "./run";
import { work } from "./work";

self.onmessage = async ({ data: { id, name, given } }: MessageEvent<Order>) => {
  try {
    const result: unknown = await (work[name] as (...given: unknown[]) => unknown)(...given);
    postMessage({ id, result } satisfies Reply);
  } catch (error) {
    postMessage({ id, failed: String(error) } satisfies Reply);
  }
};
