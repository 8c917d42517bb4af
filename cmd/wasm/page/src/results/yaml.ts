// Colours for the YAML of manifests. It knows the style that the manifest writer has,
// no more: for what people type there is a real parser in the editor.
import { plain, type Token } from "./code";

const entry = /^((?: |- )*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`[\]{},-][^#]*?|-[^\s#][^#]*?)(:)(?= |$)(.*)$/;
const item = /^((?: |- )*)(.*)$/;
const header = /(?:^|[:-] )[|>][-+0-9]*$/;

function scalar(text: string): Token[] {
  const [, space, rest] = /^(\s*)(.*)$/.exec(text)!;
  if (rest === "") return plain(text);
  const kind = /^(?:true|false|null|\{\}|\[\])$/.test(rest!) ? "keyword" : /^-?[0-9]+$/.test(rest!) ? "number" : "string";
  return [{ text: space! }, { class: kind, text: rest! }];
}

function tokens(line: string): Token[] {
  const member = entry.exec(line);
  if (member) return [{ text: member[1]! }, { class: "key", text: member[2]! }, { text: ":" }, ...scalar(member[4]!)];
  const [, lead, rest] = item.exec(line)!;
  return [{ text: lead! }, ...scalar(rest!)];
}

const inBlock = (line: string): Token[] => [{ class: "string", text: line }];

const indentOf = (line: string): number => /^ */.exec(line)![0].length;

// yamlLines is a manifest by lines. The lines of a block scalar are text, whatever
// they look like.
export function yamlLines(text: string) {
  let block = -1; // the indentation of the line that began a block scalar
  return text.replace(/\n$/, "").split("\n").map((line) => {
    if (block >= 0 && (line === "" || indentOf(line) > block)) return { text: line, tokens: inBlock };
    block = header.test(line) ? indentOf(line) : -1;
    return { text: line, tokens };
  });
}
