import { maxDepth, Refusal, tooDeep } from "../text/refusal";

// identifierPattern is a name, as a part of a regular expression.
export const identifierPattern = "[\\p{ID_Start}_][\\p{ID_Continue}-]*";
const identifier = new RegExp(identifierPattern, "uy");
const lineComment = /(?:#|\/\/)[^\n]*/y;
const blockComment = /\/\*[^]*?\*\//y;

// Cursor is a place in a text of HCL. It goes on over what it takes.
export class Cursor {
  offset = 0;
  private depth = 0;

  constructor(readonly text: string) {
    if (text.startsWith("\ufeff")) this.offset = 1;
  }

  // take goes past what a sticky pattern matches here, and returns it.
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.text)?.[0];
    this.offset += match?.length ?? 0;
    return match;
  }

  // next goes past a text if it is here.
  next(text: string): boolean {
    if (!this.text.startsWith(text, this.offset)) return false;
    this.offset += text.length;
    return true;
  }

  // sees is whether a pattern matches here.
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    return pattern.test(this.text);
  }

  identifier(): string | undefined {
    return this.take(identifier);
  }

  atEnd(): boolean {
    return this.offset >= this.text.length;
  }

  // space goes past spaces and comments, and past ends of lines where they mean nothing.
  space(lines: boolean): void {
    const blank = lines ? /[ \t\r\n]+/y : /(?:[ \t]|\r(?!\n))+/y;
    while (this.take(blank) ?? this.take(lineComment) ?? this.take(blockComment));
  }

  // inside does something one level further inside.
  inside<T>(use: () => T): T {
    if (++this.depth > maxDepth) throw new Refusal(tooDeep, this.offset);
    const result = use();
    this.depth--;
    return result;
  }

  fail(problem: string, offset = this.offset): never {
    throw new Refusal(`the text is not HCL: ${problem}`, offset);
  }

  expect(text: string, name: string): void {
    if (!this.next(text)) this.fail(this.atEnd() ? "it ends before its last bracket" : `${name} is expected here`);
  }
}
