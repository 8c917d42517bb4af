// What one document of many says.
import { read } from "../text";
import type { Value } from "../value";
import type { Format, Piece } from "./documents";

type Said = { value: Value; problem?: never } | { value: undefined; problem: string };

// readPiece reads a document. What is wrong with it stands at a line of the file.
export function readPiece(piece: Piece, format: Format): Said {
  if ("problem" in piece) return { value: undefined, problem: `line ${piece.line}: ${piece.problem}` };
  const { value, problems } = format === "yaml" ? read(piece.text, "yaml") : read(piece.text.trimEnd(), "json");
  if (value !== undefined) return { value };
  const { line, message } = problems[0]!;
  return { value: undefined, problem: `line ${piece.line + line - 1}: ${message}` };
}
