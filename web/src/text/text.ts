// The input as text, YAML or JSON: the one state that the form and the editor share.
import type { Value } from "../value";

export type Language = "yaml" | "json";

// Problem is why a text is not an input, at a place in it. Lines and columns count
// from 1, offset from 0.
export interface Problem {
  message: string;
  line: number;
  column: number;
  offset: number;
}

// Text is a text and what it says.
export interface Text {
  readonly text: string;
  readonly language: Language;
  // value is undefined when the text cannot be read, and then there are problems, and while it
  // is being read.
  readonly value: Value | undefined;
  readonly problems: Problem[];
  // waits is what is done in the background: the text is being read, or is being written, and
  // then it is the one from before the last edit.
  readonly waits?: "reading" | "writing";
}
