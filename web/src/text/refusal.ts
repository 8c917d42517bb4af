// Refusal is why a document cannot be read. It never shows the document's text, which
// may be a secret.
export class Refusal extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

// A text is read at each key press. This is far beyond what a contract takes, if less
// than internal/input reads.
export const maxBytes = 64 << 10;
// isTooLarge reports whether a text of so many characters is certainly larger.
export const isTooLarge = (characters: number): boolean => characters > maxBytes;
// exceeds reports whether a text is larger. A character takes three bytes at most, half of a
// pair two.
export const exceeds = (text: string): boolean =>
  isTooLarge(text.length) || (text.length > maxBytes / 3 && new TextEncoder().encode(text).length > maxBytes);
// takesLong reports whether a text takes so long to be read, or edited, that the page would
// miss frames. One that is too large takes no time.
export const takesLong = (text: string): boolean => text.length > maxBytes / 8 && !isTooLarge(text.length);
// A number has at most so many characters: the time to convert one grows with its square.
export const maxDigits = 1000;
// What is larger than this is not even taken, to be mended: neither from a file nor into the
// editor.
export const maxTaken = 1 << 20; // bytes, or characters
// The limits of internal/input, which keep the time for hostile text small.
export const maxDepth = 64; // of lists and objects inside each other
export const maxAliased = 10_000; // nodes that aliases stand for, all together

export const tooDeep = "the document is nested deeper than 64 levels";
export const empty = "the text is empty: an input is an object";
export const several = "the text has more than one document: an input is one";
