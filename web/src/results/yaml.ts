// Colours for the YAML of manifests. It knows the style that the manifest writer has,
// no more: for what people type there is a real parser in the editor.
import type { Token } from "./code";

const parts = /^((?: |- )*)(?:("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`[\]{},-][^#]*?|-[^\s#][^#]*?)(:(?= |$) *))?(.*)$/;
const header = /(?:^|[:-] )[|>][-+0-9]*$/;

// tokens are few, because each one is laid out.
function tokens(line: string): Token[] {
  const [, lead, key = "", colon = "", scalar] = parts.exec(line)!;
  const all: Token[] = [{ text: lead! }, { class: "key", text: key }, { text: colon }, { class: kindOf(scalar!), text: scalar! }];
  return all.filter(({ text }) => text !== "");
}

function kindOf(scalar: string): Token["class"] {
  if (/^(?:true|false|null|\{\}|\[\])$/.test(scalar)) return "keyword";
  return /^-?[0-9]+$/.test(scalar) ? "number" : "string";
}

const inBlock = (line: string): Token[] => [{ class: "string", text: line }];

const indentOf = (line: string): number => /^ */.exec(line)![0].length;

// yamlLines is a manifest by lines. The lines of a block scalar are text, whatever
// they look like.
export function yamlLines(text: string) {
  let block = -1; // the indentation of the line that began a block scalar
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      if (block >= 0 && (line === "" || indentOf(line) > block)) return { text: line, tokens: inBlock };
      block = header.test(line) ? indentOf(line) : -1;
      return { text: line, tokens };
    });
}
