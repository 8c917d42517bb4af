import type { Node } from "yaml";
import type { Value } from "../value";
import { convert } from "./convert";
import { parseJSON } from "./json";
import { exceeds, maxBytes, Refusal } from "./refusal";
import type { Language, Text } from "./text";
import { parseYAML } from "./yaml";

// Nodes of texts, for locate and edit. They are no part of a Text, which is a value.
const roots = new WeakMap<Text, Node>();

// read finds out what a text says.
export function read(text: string, language: Language): Text {
  try {
    refuseSize(text);
    const root = parse(text, language);
    return known(text, language, convert(root), root);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const before = text.slice(0, error.offset);
    const line = before.split("\n").length;
    const column = error.offset - before.lastIndexOf("\n");
    return { text, language, value: undefined, problems: [{ message: error.message, line, column, offset: error.offset }] };
  }
}

// known is a text whose value and tree are known.
export function known(text: string, language: Language, value: Value, root: Node): Text {
  const result: Text = { text, language, value, problems: [] };
  roots.set(result, root);
  return result;
}

// rootOf is the tree of a text that has a value. It is shared: do not change it.
export function rootOf(text: Text): Node {
  return roots.get(text) ?? parse(text.text, text.language);
}

function parse(text: string, language: Language): Node {
  return language === "json" ? parseJSON(text) : parseYAML(text).contents!;
}

function refuseSize(text: string) {
  if (exceeds(text)) {
    throw new Refusal(`the text is larger than ${maxBytes >> 10} KiB: the page reads no more, gen render does`, 0);
  }
  const broken = text.search(/\u0000|\p{Surrogate}/u);
  if (broken >= 0) throw new Refusal("the document is not UTF-8 text", broken);
}
