// Widths of text before there is a font to measure. The fonts are monospaced, so a text
// is as wide as its columns, and the advance is that of the widest common font.
const fontSize = 12; // as in picture.css
const advance = 0.61 * fontSize;

export const lineHeight = 15;

export function width(text: string): number {
  return columns(text) * advance;
}

// fit is the text on at most so many lines of a width. What does not fit is left out of
// the middle of the last line, because names differ at their ends.
export function fit(text: string, room: number, most = 1): string[] {
  const limit = Math.max(3, Math.floor(room / advance));
  let rest = text.replace(/\s+/g, " ").trim();
  const lines: string[] = [];
  while (lines.length < most - 1 && columns(rest) > limit) {
    const end = breakpoint(rest, limit);
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, shorten(rest, limit)];
}

function shorten(text: string, limit: number): string {
  if (columns(text) <= limit) return text;
  const head = take(Array.from(text), Math.ceil((limit - 1) / 2));
  const tail = take(Array.from(text).reverse(), Math.floor((limit - 1) / 2)).reverse();
  return `${head.join("")}…${tail.join("")}`;
}

// Where a text is broken, the best first.
const breaks = [/^.*, /, /^.* /, /^.*[/,:@=]/, /^.*[.-]/, /^.*[a-z](?=[A-Z])/];

// breakpoint is the end of the first line. Mostly empty lines are a last resort, and
// breaking a word is the very last.
function breakpoint(text: string, limit: number): number {
  const { length } = take(Array.from(text), limit).join("");
  const head = text.slice(0, text[length] === " " ? length + 1 : length);
  const ends = breaks.map((pattern) => pattern.exec(head)?.[0].length ?? 0);
  return ends.find((end) => end >= length / 2) ?? (ends[1] || length);
}

function take(characters: string[], limit: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += columns(character);
    return used > limit;
  });
  return end < 0 ? characters : characters.slice(0, end);
}

// Beyond the alphabets a character may take two columns, and is taken to.
function columns(text: string): number {
  let columns = 0;
  for (const character of text) columns += character.codePointAt(0)! >= 0x1100 && !"–—…→".includes(character) ? 2 : 1;
  return columns;
}
