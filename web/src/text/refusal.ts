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
