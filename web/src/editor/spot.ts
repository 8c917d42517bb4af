// What stands, or could be written, at an offset of a text, whether or not the text can be
// read as a whole.
import type { Language } from "../text";
import { lex, type Token } from "../text/lex";
import type { Step } from "../value";

export interface Spot {
  // A key is one of the object at the path; a value is what is at the path. What stands alone
  // in its line may become either.
  what: "key" | "value" | "either";
  path: Step[];
  keys: string[]; // the others of the object
  // The word there, which may be empty or not closed, and where it is.
  word: string;
  from: number;
  to: number;
  isKey: boolean; // whether a colon follows
  inBrackets: boolean;
  column: number; // of the word in its line
}

// cursor stands for the offset in a text: a character that nobody writes.
const cursor = "\ue000";

// spotAt is undefined in a comment, in a text under | or >, and at a mark.
export function spotAt(text: string, language: Language, offset: number): Spot | undefined {
  // What ends in quotes is still there right behind them.
  const isBehind =
    /["']/.test(text[offset - 1] ?? "") &&
    lex(text, language, offset).some(({ from, to }) => to === offset && isClosed(text.slice(from, to)));
  const at = isBehind ? offset - 1 : offset;
  const marked = text.slice(0, at) + cursor + text.slice(at);
  const outline = new Outline(marked, offset);
  for (const token of lex(marked, language)) outline.add(token);
  return outline.spot;
}

const isClosed = (word: string): boolean => /^(["']).*\1$/s.test(word);

// nameOf is what a key or a text says.
export function nameOf(word: string): string {
  if (word.startsWith("'")) return word.replace(/^'|'$/g, "").replaceAll("''", "'");
  if (!word.startsWith('"')) return word;
  try {
    return JSON.parse(word) as string;
  } catch {
    return word.replace(/^"|"$/g, "");
  }
}

// A frame is an object or a list that is not over. Those in brackets have no column.
interface Frame {
  around: Frame | undefined;
  step: Step | undefined; // where it is in what is around it
  column: number | undefined;
  isList: boolean;
  keys: string[];
  current: Step | undefined; // its member or element at hand
  isValue: boolean; // whether that, in brackets, has its colon
}

class Outline {
  spot: Spot | undefined;
  private top: Frame = { around: undefined, step: undefined, column: -1, isList: false, keys: [], current: undefined, isValue: true };
  private depth = 0;
  private line = 0;
  private end = 0; // of the last token
  private isLead = true;

  constructor(
    private readonly text: string,
    private readonly offset: number,
  ) {}

  add(token: Token) {
    const { kind, from, to, depth } = token;
    const lineFeed = this.text.slice(this.end, from).lastIndexOf("\n");
    if (lineFeed >= 0) this.line = this.end + lineFeed + 1;
    if (lineFeed >= 0 || this.end === 0) this.isLead = true;
    for (; this.depth > depth; this.depth--) this.close();
    if (kind === "mark") this.mark(this.text[from]!, from - this.line);
    else if (kind !== "comment" && kind !== "property" && kind !== "block") this.scalar(token);
    if (!(kind === "mark" && this.text[from] === "-")) this.isLead = false;
    const inside = this.text.slice(from, to).lastIndexOf("\n");
    if (inside >= 0) this.line = from + inside + 1;
    this.end = to;
  }

  private mark(mark: string, column: number) {
    if (mark === "[" || mark === "{") {
      this.open(undefined, mark === "[");
      this.depth++;
    } else if (mark === "]" || mark === "}") {
      if (this.depth > 0) this.close();
      this.depth = Math.max(0, this.depth - 1);
    } else if (this.depth > 0 && mark === ",") {
      this.top.isValue = this.top.isList;
      this.top.current = this.top.isList ? Number(this.top.current) + 1 : undefined;
    } else if (this.depth > 0 && mark === ":") this.top.isValue = true;
    else if (mark === "-") {
      this.at(column, true);
      this.top.current = Number(this.top.current) + 1;
    }
  }

  private open(column: number | undefined, isList: boolean) {
    const current = isList ? (column === undefined ? 0 : -1) : undefined;
    this.top = { around: this.top, step: this.top.current, column, isList, keys: [], current, isValue: isList };
  }

  // close ends what brackets have opened.
  private close() {
    while (this.top.column !== undefined) this.top = this.top.around!;
    this.top = this.top.around!;
  }

  // at goes to the object or list of a column outside of brackets, or begins it. A list may
  // stand below its key as if it were beside it.
  private at(column: number, isList: boolean) {
    while (this.top.column! > column) this.top = this.top.around!;
    if (this.top.column === column && this.top.isList && !isList) this.top = this.top.around!;
    if (this.top.column !== column || this.top.isList !== isList) this.open(column, isList);
  }

  private scalar({ kind, from, to }: Token) {
    const written = this.text.slice(from, to);
    const isHere = written.includes(cursor);
    if (this.depth > 0) {
      const isKey = !this.top.isList && !this.top.isValue;
      if (isHere) this.find(kind, from, to, isKey ? "key" : "value", isKey ? this.top : this.top.current);
      if (isKey) this.name(written, isHere);
    } else if (kind === "key" && this.isLead) {
      this.at(from - this.line, false);
      if (isHere) this.find(kind, from, to, "key", this.top);
      this.name(written, isHere);
    } else if (isHere) {
      if (this.isLead) this.alone(kind, from, to);
      else this.find(kind, from, to, "value", this.top.current);
    }
  }

  // alone finds what stands alone in its line, which may become a key.
  private alone(kind: Token["kind"], from: number, to: number) {
    const column = from - this.line;
    while (this.top.column! > column) this.top = this.top.around!;
    if (this.top.column === column && this.top.isList) {
      if (this.top.around!.column !== column) return this.find(kind, from, to, "either", undefined);
      this.top = this.top.around!;
    }
    const isBeside = this.top.column === column;
    if (!isBeside) this.open(column, false);
    this.find(kind, from, to, isBeside ? "key" : "either", this.top);
  }

  // find takes what is at the cursor: in a frame, or at a step of the one at hand.
  private find(kind: Token["kind"], from: number, to: number, what: Spot["what"], at: Frame | Step | undefined) {
    const isInFrame = typeof at === "object";
    const path = pathOf(isInFrame ? at : this.top);
    const written = this.text.slice(from, to);
    const isOpen = /^["']/.test(written) && !isClosed(written);
    this.spot = {
      what,
      path: isInFrame || at === undefined ? path : [...path, at],
      keys: this.top.keys,
      word: (isOpen ? this.text.slice(from, this.offset) : written).replace(cursor, ""),
      from,
      to: isOpen ? this.offset : to - 1,
      isKey: kind === "key",
      inBrackets: this.depth > 0,
      column: from - this.line,
    };
  }

  private name(written: string, isHere: boolean) {
    this.top.current = nameOf(written.replace(cursor, ""));
    if (!isHere) this.top.keys.push(this.top.current);
  }
}

function pathOf(frame: Frame): Step[] {
  const path: Step[] = [];
  for (let at: Frame | undefined = frame; at; at = at.around) if (at.step !== undefined) path.push(at.step);
  return path.reverse();
}
