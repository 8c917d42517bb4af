export { changed, edit, editAll } from "./edit";
export { locate, type Range } from "./locate";
export { written } from "./nodes";
export { read } from "./read";
export { isTooLarge, maxTaken, takesLong } from "./refusal";
export type { Language, Problem, Text } from "./text";
export { write } from "./write";
