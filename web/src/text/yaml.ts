import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLError } from "yaml";
import { lex } from "./lex";
import { empty, maxDepth, Refusal, several, tooDeep } from "./refusal";
import { refuseDialect } from "./strict";

// parseYAML parses a document. All scalars stay text: what they mean is up to
// scalar.ts, because it is not what the library's schemas say.
export function parseYAML(text: string): Document.Parsed {
  refuseCharacters(text);
  const document = parseDocument(text, {
    schema: "failsafe",
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const error = document.errors[0];
  if (error !== undefined) throw new Refusal(words(error), error.pos[0]);
  const root = document.contents;
  if (root === null || (isScalar(root) && root.source === "" && root.type === "PLAIN" && root.tag === undefined)) {
    throw new Refusal(empty, 0);
  }
  refuseDialect(text, root);
  endUnended(text, root);
  return document;
}

// Characters that readers of YAML 1.1 and 1.2 do not agree about: they end a line for
// one, and belong to it for the other.
const lineEnd = /\r(?!\n)|[\u0085\u2028\u2029]/;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|(?!^)\ufeff/;

function refuseCharacters(text: string) {
  const refuse = (pattern: RegExp, problem: string) => {
    const offset = text.search(pattern);
    if (offset >= 0) throw new Refusal(`the document is not YAML: ${problem}`, offset);
  };
  refuse(control, "control characters are not allowed");
  refuse(lineEnd, "a line ends with another character than a line feed");
  // The library takes memory, and then stops the page, for the square of these.
  const deep = text.search(/^ {1000}|^ *(?:[-?:][ \t]+){65}/m);
  if (deep >= 0) throw new Refusal(tooDeep, deep);
  // Brackets use up its stack. Those in quotes and comments are none.
  if (text.split(/[[{]/, maxDepth + 2).length > maxDepth + 1) {
    const inside = lex(text, "yaml").find(({ depth }) => depth > maxDepth);
    if (inside) throw new Refusal(tooDeep, inside.from);
  }
  refuse(/^%/m, "a line begins with %: put quotes around the text");
}

// words is what the library says, unless it repeats the text.
function words(error: YAMLError): string {
  switch (error.code) {
    case "MULTIPLE_DOCS":
      return several;
    case "RESOURCE_EXHAUSTION":
      return tooDeep;
    case "BAD_DQ_ESCAPE":
      return "the document is not YAML: found unknown escape character";
    case "TAG_RESOLVE_FAILED":
      return "the document is not YAML: found undefined tag handle";
    case "UNEXPECTED_TOKEN":
      return "the document is not YAML: found something that cannot stand here";
  }
  return `the document is not YAML: ${error.message[0]!.toLowerCase()}${error.message.slice(1)}`;
}

// endUnended takes away the line feed that the library puts after a block scalar whose
// last line has none.
function endUnended(text: string, root: unknown) {
  if (!/[^ \n][^\n]*$/.test(text)) return;
  let node = root;
  while (isMap(node) || isSeq(node)) {
    if (node.flow) return;
    node = isMap(node) ? node.items.at(-1)?.value : node.items.at(-1);
  }
  if (isAlias(node) || !isScalar(node) || !node.type?.startsWith("BLOCK_") || node.range![1] < text.length) return;
  node.source = node.source!.replace(/\n$/, "");
  node.value = node.source;
}
