import { Cursor, identifierPattern } from "./cursor";

const closing: { [opening: string]: string } = { "(": ")", "[": "]", "{": "}" };
const plain = /[^"\\$%\r\n]+/y;
const escapeSequence = /\\(?:[nrt"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y;
const heredocStart = new RegExp(`<<(-?)(${identifierPattern})\\r?\\n`, "uy");
const escaped: { [letter: string]: string } = { n: "\n", r: "\r", t: "\t" };

// Templates reads texts: in quotes, or as a heredoc. One that is not known, because
// something is put into it or it is directed, is undefined.
export class Templates extends Cursor {
  // quoted is a text in quotes, which are here.
  quoted(): string | undefined {
    const from = this.offset++;
    let text: string | undefined = "";
    const add = (piece: string) => (text = text === undefined ? undefined : text + piece);
    while (!this.next('"')) {
      const piece = this.take(plain);
      if (piece !== undefined) add(piece);
      else if (this.sees(/\\/y)) add(this.escape());
      else if (this.sees(/[$%]/y)) {
        const marker = this.marker();
        if (marker === undefined) text = undefined;
        else add(marker);
      } else this.fail("a quote is not closed in its line", from);
    }
    return text;
  }

  private escape(): string {
    const from = this.offset;
    const sequence = this.take(escapeSequence) ?? this.fail("no such escape: \\\\ is a backslash");
    const digits = sequence.slice(2);
    if (digits === "") return escaped[sequence[1]!] ?? sequence[1]!;
    const code = Number.parseInt(digits, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) this.fail("an escape is of no character", from);
    return String.fromCodePoint(code);
  }

  // marker is a dollar or percent sign, which is here, as text: ${ begins what is put in, and
  // $${ stands for ${.
  private marker(): string | undefined {
    const sign = this.text[this.offset++]!;
    if (this.next(`${sign}{`)) return `${sign}{`;
    if (!this.next("{")) return sign;
    this.balanced("}");
    return undefined;
  }

  // heredoc is a text in lines of its own, if one begins here.
  heredoc(): { text: string | undefined } | undefined {
    heredocStart.lastIndex = this.offset;
    const start = heredocStart.exec(this.text);
    if (!start) return undefined;
    const [whole, indented, mark] = start;
    const from = this.offset;
    this.offset += whole.length;
    const lines: string[] = [];
    let known = true;
    for (;;) {
      if (this.atEnd()) this.fail("a heredoc has no end", from);
      const end = this.text.indexOf("\n", this.offset);
      const line = this.text.slice(this.offset, end < 0 ? undefined : end);
      if (line.trim() === mark) {
        this.offset += line.trimEnd().length; // the end of the line ends what it is a part of
        return { text: known ? (indented ? unindented(lines) : lines).join("") : undefined };
      }
      const read = this.line();
      if (read === undefined) known = false;
      else lines.push(read);
    }
  }

  // line is a line of a heredoc with its end, or more lines when something is put into them.
  private line(): string | undefined {
    let text: string | undefined = "";
    for (;;) {
      const piece = this.take(/[^$%\n]+/y) ?? "";
      if (text !== undefined) text += piece;
      if (this.next("\n")) return text === undefined ? undefined : `${text}\n`;
      if (this.atEnd()) return text;
      const marker = this.marker();
      text = marker === undefined || text === undefined ? undefined : text + marker;
    }
  }

  // balanced goes past everything up to a bracket that closes what is open here.
  balanced(close: string): void {
    const from = this.offset;
    this.inside(() => {
      while (!this.next(close)) {
        if (this.atEnd()) this.fail("a bracket is not closed", from - 1);
        this.token(true);
      }
    });
  }

  // token goes past a part of an expression, whatever it is. Unless lines mean nothing, it
  // does not go past their ends.
  token(lines: boolean): void {
    const here = this.text[this.offset]!;
    const close = closing[here];
    if (here === '"') this.quoted();
    else if (close) {
      this.offset++;
      this.balanced(close);
    } else if (/[)\]}]/.test(here)) this.fail("a bracket closes what is not open");
    else if (!this.heredoc() && this.identifier() === undefined) {
      const before = this.offset;
      this.space(lines);
      if (this.offset === before) this.offset++;
    }
  }
}

// unindented are lines without the spaces that all of them begin with, blank ones aside.
function unindented(lines: string[]): string[] {
  const isBlank = (line: string) => line.trim() === "";
  const spaces = (line: string) => line.length - line.trimStart().length;
  const least = Math.min(...lines.filter((line) => !isBlank(line)).map(spaces));
  return lines.map((line) => (isBlank(line) ? line : line.slice(least)));
}
