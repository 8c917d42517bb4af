// The pieces of a text, for its colours and for what can be written where. Any text has
// some: this takes no stack, however deep the text is nested, one look at each character,
// and what is wrong ends with its line. Whether a text is right is for the reader to say.
import type { Language } from "./text";

export interface Token {
  // Scalars are strings, numbers and keywords, or keys; a block is the lines under | or >;
  // properties are tags, anchors and aliases; marks are what stands between them.
  kind: "key" | "string" | "number" | "keyword" | "block" | "property" | "comment" | "mark";
  from: number;
  to: number;
  depth: number; // of brackets around it
}

// Outside of brackets a scalar ends before a comment or ": ", inside also before these.
const plainOutside = /\S(?:[ \t]*(?:[^\s:#]|:(?=\S)|(?<=\S)#))*/y;
const plainInside = /[^\s,[\]{}](?:[ \t]*(?:[^\s:#,[\]{}]|:(?=[^\s,[\]{}])|(?<=\S)#))*/y;
const closed = { '"': /(?:[^"\\\n]|\\[^\n])*("?)/y, "'": /(?:[^'\n]|'')*('?)/y };
const colonOutside = /[ \t]*:(?=\s|$)/y;
const colonInside = /\s*:(?=[\s,[\]{}]|$)/y;
const colonAfterQuote = /\s*:/y;
const blockHeader = /[|>][-+0-9]*(?=[ \t]*(?:#.*)?$)/my;
const property = /[&*!][^\s,[\]{}]*/y;
const blank = /[ \t\r\n\ufeff]*/y;

// lex is the tokens of a text in their order, those from an offset on aside.
export function lex(text: string, language: Language, until = text.length): Token[] {
  const lexer = new Lexer(text, language);
  while (lexer.at < until && lexer.next());
  return lexer.tokens;
}

class Lexer {
  readonly tokens: Token[] = [];
  at = 0;
  private line = 0; // where it begins
  private depth = 0; // of brackets
  private column = -1; // of the last dash or key outside of brackets
  private isLead = true; // whether the line has nothing but dashes so far

  constructor(
    private readonly text: string,
    private readonly language: Language,
  ) {}

  // next takes a token, and reports whether there may be another one.
  next(): boolean {
    const start = this.at;
    const from = this.skip(this.length(blank));
    if (from === 0 || this.line > start) this.begin(from - this.line);
    const first = this.text[from];
    if (first === undefined) return false;
    if (first === "#" && (from === 0 || isSpace(this.text[from - 1]))) this.take("comment", this.toEndOfLine());
    else if (first === '"' || first === "'") this.scalar("string", this.quoted(first), true);
    else if (this.isMark(first)) this.mark(first);
    else if (first === "&" || first === "*" || first === "!") this.take("property", this.length(property));
    else if (this.depth === 0 && (first === "|" || first === ">") && this.length(blockHeader) > 0) this.block();
    else this.scalar(undefined, this.length(this.depth > 0 ? plainInside : plainOutside) || 1, false);
    return true;
  }

  // begin begins a line. One that is not indented ends brackets that were left open.
  private begin(column: number) {
    this.isLead = true;
    if (this.depth === 0 || this.language === "json") return;
    if (column <= this.column && !/[\]}]/.test(this.text[this.at] ?? "]")) this.depth = 0;
  }

  private length(pattern: RegExp, from = this.at): number {
    pattern.lastIndex = from;
    return pattern.test(this.text) ? pattern.lastIndex - from : 0;
  }

  private take(kind: Token["kind"], length: number) {
    this.tokens.push({ kind, from: this.at, to: this.at + length, depth: this.depth });
    this.skip(length);
  }

  // skip goes past a piece, and returns where that is.
  private skip(length: number): number {
    const from = this.at;
    this.at += length;
    let line = this.at;
    while (line > from && this.text[line - 1] !== "\n") line--;
    if (line > from) this.line = line;
    return this.at;
  }

  private toEndOfLine(from = this.at): number {
    const end = this.text.indexOf("\n", from);
    return (end < 0 ? this.text.length : end) - from;
  }

  private isMark(first: string): boolean {
    if (isBracket(first)) return true;
    if (this.depth > 0) return first === "," || first === ":";
    const isLead = this.isLead && (first === "-" || first === "?");
    return (isLead || first === ":") && isSpace(this.text[this.at + 1]);
  }

  private mark(first: string) {
    if (first === "-" || first === "?") this.column = this.at - this.line;
    else this.isLead = false;
    this.tokens.push({ kind: "mark", from: this.at, to: ++this.at, depth: this.depth });
    if (first === "[" || first === "{") this.depth++;
    if (first === "]" || first === "}") this.depth = Math.max(0, this.depth - 1);
  }

  private scalar(kind: Token["kind"] | undefined, length: number, isQuoted: boolean) {
    const inside = isQuoted ? colonAfterQuote : colonInside;
    const isKey = this.length(this.depth > 0 ? inside : colonOutside, this.at + length) > 0;
    if (isKey && this.depth === 0 && this.isLead) this.column = this.at - this.line;
    this.isLead = false;
    this.take(isKey ? "key" : (kind ?? kindOf(this.text.slice(this.at, this.at + length))), length);
  }

  // quoted is the length of a text in quotes. In YAML it may go on in lines that are
  // indented.
  private quoted(quote: '"' | "'"): number {
    for (let end = this.at + 1; ; ) {
      const pattern = closed[quote];
      pattern.lastIndex = end;
      const [rest, closing] = pattern.exec(this.text)!;
      end += rest.length;
      const isOpen = closing === "" && this.text[end] === "\n" && this.language === "yaml";
      if (!isOpen || this.indentAfter(end) <= this.column) return end - this.at;
      end++;
    }
  }

  // indentAfter is the indentation of the line after a line feed. An empty one does not end
  // anything.
  private indentAfter(lineFeed: number): number {
    const spaces = this.length(/ */y, lineFeed + 1);
    const first = this.text[lineFeed + 1 + spaces];
    return first === undefined || /[\r\n]/.test(first) ? Number.POSITIVE_INFINITY : spaces;
  }

  // block takes the head of a text under | or >, and its lines.
  private block() {
    this.take("mark", this.length(blockHeader));
    const rest = this.toEndOfLine();
    const comment = this.text.slice(this.at, this.at + rest).indexOf("#");
    if (comment >= 0) {
      this.skip(comment);
      this.take("comment", this.toEndOfLine());
    } else this.skip(rest);
    let end = this.at;
    while (end < this.text.length && this.indentAfter(end) > this.column) end += 1 + this.toEndOfLine(end + 1);
    if (end <= this.at + 1) return;
    this.skip(1);
    this.take("block", end - this.at);
  }
}

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character);
const isBracket = (character: string): boolean => character === "[" || character === "]" || character === "{" || character === "}";

function kindOf(scalar: string): Token["kind"] {
  if (/^(?:true|false|null|~)$/.test(scalar)) return "keyword";
  return /^[-+]?\.?[0-9][0-9.eE+-]*$/.test(scalar) ? "number" : "string";
}
