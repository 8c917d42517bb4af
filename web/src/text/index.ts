export type { Language, Problem, Text } from "./text";
export { read } from "./read";
export { edit } from "./edit";
export { locate } from "./locate";
export { write } from "./write";
