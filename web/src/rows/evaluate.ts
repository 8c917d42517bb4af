// The rows of a file, made in the worker: every document is read and put to the engine.
import type { Answer } from "../contract";
import type { Format, Piece } from "../fleet/documents";
import { eachPiece } from "../fleet/pieces";
import { readPiece } from "../fleet/read";
import { toJSON } from "../value";
import { mostCharacters, mostRows } from "./most";
import { nameOf, type Row, verdictOf } from "./row";

// What cmd/wasm puts into the global scope.
declare const engine: { answer(request: string): string | undefined };

export interface About {
  names: string[]; // of the inputs that tell one document from others
  before?: string | undefined; // the pinned input, as JSON
}

// How often the page draws what is new.
const pause = 100; // ms

// evaluate gives the rows of a file to take, some at a time, with the part of the file that
// is done. It returns whether there are more than the table takes, or undefined when it was
// stopped.
export async function evaluate(
  inputs: File,
  about: About,
  give: (rows: Row[], part: number) => void,
  stopped: () => boolean,
): Promise<boolean | undefined> {
  let fresh: Row[] = [];
  let given = performance.now();
  let number = 0;
  let characters = 0;
  const isFull = () => number > mostRows || characters > mostCharacters;
  const take = (piece: Piece, format: Format) => {
    number++;
    characters += "text" in piece ? piece.text.length : 0;
    if (!isFull()) fresh.push(rowOf(piece, format));
  };
  const tell = (part: number) => {
    give(fresh, part);
    fresh = [];
    given = performance.now();
  };
  const rest = (part: number) => {
    if (performance.now() - given > pause) tell(part);
  };
  await eachPiece(inputs, { take, rest, stopped: () => stopped() || isFull() });
  if (stopped()) return undefined;
  tell(1);
  return isFull();

  function rowOf(piece: Piece, format: Format): Row {
    const { value, problem } = readPiece(piece, format);
    const text = "text" in piece ? piece.text : "";
    const row = {
      number,
      line: piece.line,
      text,
      language: format === "yaml" ? "yaml" : "json",
      name: nameOf(value, about.names),
    } as const;
    if (value === undefined) return { ...row, verdict: "unreadable", words: problem };
    const answer = ask(toJSON(value));
    return { ...row, ...verdictOf(answer), effect: answer.effect };
  }

  function ask(input: string): Answer {
    const change = about.before === undefined ? `"render":["kinds"]` : `"before":${about.before},"render":["kinds","effect"]`;
    const answer = engine.answer(`{"input":${input},${change},"show_secrets":false}`);
    if (answer === undefined) throw new Error("it has ended");
    return JSON.parse(answer) as Answer;
  }
}
