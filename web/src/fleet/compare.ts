// A fleet in the worker: every recorded input is read and passed to the engine, in
// slices between which the worker takes other messages.
import { read } from "../text";
import { toJSON } from "../value";
import { Documents, formatOf, type Piece } from "./documents";

// What cmd/wasm puts into the global scope for fleets.
declare const engine: {
  fleet(model: string): string;
  compare(line: number, input: string): string;
  unreadable(line: number, problem: string): void;
  report(): string;
};

// slice is how long the worker may be busy before it listens again.
const slice = 12; // ms

// maxModel is far beyond any contract's model.
const maxModel = 64 << 20;

// Problem is one after which the engine goes on.
export class Problem extends Error {}

// compare compares a fleet with the engine's contract, and returns the report, or
// undefined when it was stopped. progress is called with the part of the file that is done.
export async function compare(
  older: File,
  inputs: File,
  progress: (compared: number, part: number) => void,
  stopped: () => boolean,
): Promise<string | undefined> {
  if (older.size > maxModel) throw new Problem(`${older.name} is larger than any model.json`);
  const model = await older.text();
  const format = formatOf(inputs.name, new Uint8Array(await inputs.slice(0, 1024).arrayBuffer()));
  if (stopped()) return undefined; // the engine has one fleet at a time
  const problem = engine.fleet(model);
  if (problem !== "") throw new Problem(`${older.name}: ${problem}`);
  let compared = 0;
  let done = 0;
  let begun = performance.now();
  const take = async (pieces: Piece[]): Promise<void> => {
    for (const piece of pieces) {
      one(piece);
      compared++;
      if (performance.now() - begun < slice) continue;
      progress(compared, done / inputs.size);
      await others();
      if (stopped()) return;
      begun = performance.now();
    }
  };
  const documents = new Documents(format);
  const reader = inputs.stream().getReader();
  for (;;) {
    const { done: end, value: chunk } = await reader.read();
    if (end || stopped()) break;
    done += chunk.length;
    await take(documents.push(chunk));
  }
  if (stopped()) {
    void reader.cancel();
    return undefined;
  }
  await take(documents.end());
  return stopped() ? undefined : engine.report();

  function one(piece: Piece): void {
    if ("problem" in piece) {
      engine.unreadable(piece.line, `line ${piece.line}: ${piece.problem}`);
      return;
    }
    const { value, problems } = format === "yaml" ? read(piece.text, "yaml") : read(piece.text.trimEnd(), "json");
    if (value === undefined) {
      const { line, message } = problems[0]!;
      engine.unreadable(piece.line, `line ${piece.line + line - 1}: ${message}`);
      return;
    }
    const problem = engine.compare(piece.line, toJSON(value));
    if (problem === undefined) throw new Error("it has ended");
    if (problem !== "") throw new Problem(`line ${piece.line}: ${problem}`);
  }
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
