export { edit } from "./edit";
export { locate } from "./locate";
export { written } from "./nodes";
export { read } from "./read";
export { isTooLarge, maxTaken } from "./refusal";
export type { Language, Problem, Text } from "./text";
export { write } from "./write";
