// Whether a text that somebody has put into the editor is many inputs rather than one.
import { Documents, formatOf } from "../fleet/documents";

// enough is how much of a text says so.
const enough = 1 << 18;

// severalIn is the text as a file of many documents, or undefined when it has less than two.
export function severalIn(text: string): File | undefined {
  const begin = new TextEncoder().encode(text.slice(0, enough));
  const format = /^---(?:\s|$)/m.test(text) ? "yaml" : isLines(text.slice(0, enough)) ? "ndjson" : formatOf("", begin);
  const documents = new Documents(format);
  const pieces = [...documents.push(begin), ...documents.end()];
  const found = pieces.filter((piece) => "text" in piece && (format === "yaml" || /^\s*\{/.test(piece.text)));
  return found.length < 2 ? undefined : new File([text], `text.${format}`);
}

// isLines reports whether each line is an object of its own. Then one that is broken does not
// go on in the next.
function isLines(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 1 && lines.every((line) => line.startsWith("{"));
}
