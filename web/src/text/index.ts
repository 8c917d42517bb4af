export { edit } from "./edit";
export { locate } from "./locate";
export { read } from "./read";
export type { Language, Problem, Text } from "./text";
export { write } from "./write";
