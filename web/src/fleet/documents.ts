// A file of recorded inputs, cut into documents where the command line cuts it
// (internal/input): NDJSON, JSON values one after another, or YAML documents.

// Piece is the text of one document, or why there is none.
export type Piece = { line: number; text: string } | { line: number; problem: string };

export type Format = "yaml" | "json" | "ndjson";

// maxBytes is the size of one document. What is larger ends the file.
const maxBytes = 1 << 20;

const newline = 10;

// formatOf is the format by a file's name, or else by its first character.
export function formatOf(name: string, begin: Uint8Array): Format {
  const extension = /\.([a-z]+)$/.exec(name)?.[1];
  if (extension === "yaml" || extension === "yml") return "yaml";
  if (extension === "ndjson" || extension === "jsonl") return "ndjson";
  if (extension === "json") return "json";
  const first = begin.find((byte) => !isSpace(byte));
  return first === 0x7b || first === 0x5b ? "json" : "yaml";
}

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === newline;

// Documents cuts a file that arrives in chunks. Nothing but the document at hand is kept.
export class Documents {
  private chunks: Uint8Array[] = []; // of the document at hand
  private size = 0; // of them
  private begin = 1; // their first line
  private found = 0;
  private ended = false;
  private readonly scan: Scan;

  constructor(format: Format) {
    this.scan = { yaml: () => new YAML(), json: () => new Brackets(), ndjson: () => new Lines() }[format]();
  }

  // push takes the next chunk and returns the documents that are complete with it.
  push(chunk: Uint8Array): Piece[] {
    const pieces: Piece[] = [];
    for (let at = 0; at < chunk.length && !this.ended; ) {
      const end = this.scan.end(chunk, at);
      this.add(chunk.subarray(at, end?.at));
      at = end?.at ?? chunk.length;
      if (this.size > maxBytes) {
        this.ended = true;
        pieces.push(this.piece(this.begin, { problem: `the document is larger than ${maxBytes >> 20} MiB` }));
      } else if (end) {
        pieces.push(...this.cut(end.opens));
      }
    }
    return pieces;
  }

  // end returns what is left when there is no more.
  end(): Piece[] {
    if (this.ended) return [];
    const pieces = this.cut(false);
    return this.found === 0 ? [this.piece(1, { problem: "the file is empty: an input is an object" })] : pieces;
  }

  private add(bytes: Uint8Array): void {
    this.chunks.push(bytes);
    this.size += bytes.length;
  }

  // cut ends the document at hand, before its last line when that opens the next one.
  private cut(opens: boolean): Piece[] {
    const whole = new Uint8Array(this.size);
    let at = 0;
    for (const chunk of this.chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    const to = opens ? whole.lastIndexOf(newline, whole.length - 2) + 1 : whole.length;
    const text = whole.subarray(0, to);
    const from = firstLine(text);
    const line = this.begin + newlines(text.subarray(0, from));
    this.begin += newlines(text);
    this.chunks = [];
    this.size = 0;
    this.add(whole.slice(to));
    return from === to || this.scan.isNothing(text) ? [] : [this.piece(line, decode(text.subarray(from), this.found === 0))];
  }

  private piece(line: number, what: { text: string } | { problem: string }): Piece {
    this.found++;
    return { line, ...what };
  }
}

// decode reads a document. The first one may begin with a byte order mark.
function decode(text: Uint8Array, first: boolean): { text: string } | { problem: string } {
  if (!text.includes(0)) {
    try {
      return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: !first }).decode(text) };
    } catch {
      // It is no text.
    }
  }
  return { problem: "the document is not UTF-8 text" };
}

// firstLine is where the first line begins that is not blank.
function firstLine(text: Uint8Array): number {
  let from = 0;
  for (let at = 0; at < text.length && isSpace(text[at]!); at++) {
    if (text[at] === newline) from = at + 1;
  }
  return text.subarray(from).every(isSpace) ? text.length : from;
}

function newlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}

// Scan goes through the bytes of a file.
interface Scan {
  // end is where the document at hand ends in the chunk, if it does, and whether its last
  // line opens the next one.
  end(chunk: Uint8Array, from: number): { at: number; opens: boolean } | undefined;
  // isNothing reports whether a text that is not blank is no document.
  isNothing(text: Uint8Array): boolean;
}

// Lines takes every line that is not blank for a document.
class Lines implements Scan {
  end(chunk: Uint8Array, from: number) {
    const at = chunk.indexOf(newline, from);
    return at < 0 ? undefined : { at: at + 1, opens: false };
  }

  isNothing = () => false;
}

// Brackets cuts after the bracket that closes a value, and at the end of the line when a
// value has none.
class Brackets implements Scan {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private begun = false;

  end(chunk: Uint8Array, from: number) {
    for (let at = from; at < chunk.length; at++) {
      if (!this.closes(chunk[at]!)) continue;
      this.depth = 0;
      this.begun = false;
      return { at: at + 1, opens: false };
    }
    return undefined;
  }

  private closes(byte: number): boolean {
    if (!this.begun && isSpace(byte)) return false;
    this.begun = true;
    if (this.escaped) this.escaped = false;
    else if (byte === 0x22) this.inString = !this.inString;
    else if (this.inString) this.escaped = byte === 0x5c;
    else if (byte === 0x7b || byte === 0x5b) this.depth++;
    else if (byte === 0x7d || byte === 0x5d) return --this.depth <= 0;
    else return byte === newline && this.depth <= 0;
    return false;
  }

  isNothing = () => false;
}

// longestHead is how much of a line is enough to know what it is.
const longestHead = 256;

// YAML cuts at the markers "---", which begins a document, and "...", which ends one. YAML
// allows neither at the beginning of a line inside a document.
class YAML implements Scan {
  private head: number[] = []; // of the line at hand
  private begun = false;

  end(chunk: Uint8Array, from: number) {
    for (let at = from; at < chunk.length; ) {
      const end = chunk.indexOf(newline, at);
      const to = end < 0 ? chunk.length : end + 1;
      for (; at < to && this.head.length < longestHead; at++) this.head.push(chunk[at]!);
      at = to;
      if (end < 0) return undefined;
      const line = String.fromCharCode(...this.head);
      this.head = [];
      const marker = /^(---|\.\.\.)(\s|$)/.exec(line)?.[1];
      if (this.begun && marker) {
        this.begun = marker === "---";
        return { at, opens: this.begun };
      }
      this.begun ||= marker === "---" || !/^(\s*(#|$)|%)/.test(line);
    }
    return undefined;
  }

  // A document has a line that is more than a comment or a directive.
  isNothing = (text: Uint8Array): boolean => !/^(?![ \t\r]*(#|$)|%)/m.test(new TextDecoder().decode(text));
}
