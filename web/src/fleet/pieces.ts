// The documents of a file one by one, in slices between which the worker takes other
// messages.
import { Documents, type Format, formatOf, type Piece } from "./documents";

// slice is how long the worker may be busy before it listens again.
const slice = 12; // ms

interface Reading {
  take(piece: Piece, format: Format): void;
  // rest is called between slices, with the part of the file that is done.
  rest(part: number): void;
  stopped(): boolean;
}

// eachPiece takes every document of a file, and reports whether it has come to its end.
export async function eachPiece(file: File, { take, rest, stopped }: Reading): Promise<boolean> {
  const format = formatOf(file.name, new Uint8Array(await file.slice(0, 1024).arrayBuffer()));
  const documents = new Documents(format);
  let done = 0;
  let begun = performance.now();
  const all = async (pieces: Piece[]): Promise<void> => {
    for (const piece of pieces) {
      if (stopped()) return;
      take(piece, format);
      if (performance.now() - begun < slice) continue;
      rest(done / file.size);
      await others();
      begun = performance.now();
    }
  };
  const reader = file.stream().getReader();
  for (;;) {
    const { done: end, value: chunk } = await reader.read();
    if (end || stopped()) break;
    done += chunk.length;
    await all(documents.push(chunk));
  }
  if (!stopped()) await all(documents.end());
  if (!stopped()) return true;
  void reader.cancel();
  return false;
}

// others lets the worker take the messages that have arrived meanwhile.
function others(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
