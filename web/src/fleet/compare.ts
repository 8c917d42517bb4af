// A fleet in the worker: every recorded input is read and passed to the engine.
import type { EffectName } from "../contract";
import { toJSON } from "../value";
import type { Format, Piece } from "./documents";
import { eachPiece } from "./pieces";
import { readPiece } from "./read";

// What cmd/wasm puts into the global scope for fleets.
declare const engine: {
  fleet(model: string): string;
  compare(line: number, input: string): string;
  unreadable(line: number, problem: string): void;
  effect(): EffectName; // of the last one
  report(): string;
};

// maxModel is far beyond any contract's model.
const maxModel = 64 << 20;

// Problem is one after which the engine goes on.
export class Problem extends Error {}

// compare compares a fleet with the engine's contract, and returns the report, or
// undefined when it was stopped. progress is called with the part of the file that is done,
// and the effects on the workspaces that were compared since it was called last.
export async function compare(
  older: File,
  inputs: File,
  progress: (compared: number, part: number, effects: EffectName[]) => void,
  stopped: () => boolean,
): Promise<string | undefined> {
  if (older.size > maxModel) throw new Problem(`${older.name} is larger than any model.json`);
  const model = await older.text();
  if (stopped()) return undefined; // the engine has one fleet at a time
  const problem = engine.fleet(model);
  if (problem !== "") throw new Problem(`${older.name}: ${problem}`);
  let compared = 0;
  let effects: EffectName[] = [];
  const tell = (part: number) => {
    progress(compared, part, effects);
    effects = [];
  };
  const take = (piece: Piece, format: Format) => {
    one(piece, format);
    compared++;
    effects.push(engine.effect());
  };
  if (!(await eachPiece(inputs, { take, rest: tell, stopped }))) return undefined;
  tell(1);
  return engine.report();

  function one(piece: Piece, format: Format): void {
    const { value, problem } = readPiece(piece, format);
    if (value === undefined) {
      engine.unreadable(piece.line, problem);
      return;
    }
    const wrong = engine.compare(piece.line, toJSON(value));
    if (wrong === undefined) throw new Error("it has ended");
    if (wrong !== "") throw new Problem(`line ${piece.line}: ${wrong}`);
  }
}
