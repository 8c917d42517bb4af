// The worker that does the work of the background.
import type { Reply } from "./run";
import { type Order, perform } from "./work";

self.onmessage = async ({ data }: MessageEvent<Order>) => {
  try {
    postMessage({ id: data.id, result: await perform(data) } satisfies Reply);
  } catch (error) {
    postMessage({ id: data.id, failed: String(error) } satisfies Reply);
  }
};
