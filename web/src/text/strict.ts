import { isMap, isScalar, isSeq, type Scalar } from "yaml";
import { Refusal } from "./refusal";

// refuseDialect refuses what this YAML library takes, and the one of the engine and of
// CUE refuses or understands in another way.
export function refuseDialect(text: string, root: unknown) {
  const blocks: Scalar[] = [];
  const visit = (node: unknown, flow: boolean) => {
    refuseTag(text, node);
    if (isScalar(node)) {
      refuseScalar(text, node, flow);
      if (node.type?.startsWith("BLOCK_")) blocks.push(node);
    }
    if (isSeq(node)) for (const item of node.items) visit(item, flow || node.flow === true);
    if (!isMap(node)) return;
    for (const pair of node.items) {
      const inside = flow || node.flow === true;
      refuseKey(text, pair.key, inside);
      visit(pair.key, inside);
      visit(pair.value, inside);
    }
  };
  if (isScalar(root) && root.type?.startsWith("BLOCK_")) refuse("a text under | or > is no input", root.range![0]);
  visit(root, false);
  refuseLines(text, blocks);
}

const refuse = (problem: string, offset: number) => {
  throw new Refusal(`the document is not YAML: ${problem}`, offset);
};

function refuseTag(text: string, node: unknown) {
  if ((!isScalar(node) && !isSeq(node) && !isMap(node)) || node.tag === undefined) return;
  const [from, to] = node.range!;
  if (to > from && /\S/.test(text[from - 1] ?? " ")) refuse("a space is missing after a tag", from);
}

function refuseScalar(text: string, node: Scalar, flow: boolean) {
  const [from, to] = node.range!;
  const written = text.slice(from, to);
  switch (node.type) {
    case "PLAIN":
      if (flow && /\?|^:|\n\s*-/.test(written)) refuse("put quotes around this text inside brackets", from);
      break;
    case "QUOTE_SINGLE":
      if (!/^'[^']*(?:''[^']*)*'$/.test(written)) refuse("a closing quote is missing", from);
      break;
    case "QUOTE_DOUBLE":
      if (!/^"[^"\\]*(?:\\[^][^"\\]*)*"$/.test(written)) refuse("a closing quote is missing", from);
      for (const { 0: sequence, index } of written.matchAll(/\\(?:u[dD][89a-fA-F]|\r?\n *\r?\n|[^])/g)) {
        if (/^\\(?:\/|u.|\r?\n)/.test(sequence) && !/^\\\r?\n?$/.test(sequence)) refuse("found unknown escape character", from + index);
      }
      break;
    default:
      refuseBlock(written + blankLines(text.slice(to)), node.source ?? "", from);
  }
}

// blankLines are the lines at the beginning of a text that have nothing but spaces.
const blankLines = (text: string) => /^\s*$|^(?:\s*\n)?/.exec(text)![0];

// refuseBlock refuses texts under | or > whose indentation is unclear.
function refuseBlock(written: string, source: string, from: number) {
  if (/^\n*\t/.test(source)) refuse("a text under | or > begins with a tab", from);
  if (/^[|>][-+]?[0-9]/.test(written) && /\n +\r?(?:\n|$)/.test(written)) refuse("a text under | or > has a line of spaces", from);
  if (/\n +$/.test(written)) refuse("a text under | or > ends with spaces", from);
}

function refuseKey(text: string, key: unknown, flow: boolean) {
  if (!isScalar(key)) return;
  const [from, to] = key.range!;
  if (text.slice(from, to).includes("\n")) refuse("a key goes on in the next line", from);
  if (/^\s*\n\s*:/.test(text.slice(to))) refuse("a key and its colon stand on two lines", from);
  if (key.type !== "PLAIN") return;
  if (key.source === "") refuse("a key is missing", from);
  if (flow && /^\s*:\S/.test(text.slice(to))) refuse("a space is missing after a colon", to);
}

// refuseLines looks at the lines that are no text under | or >.
function refuseLines(text: string, blocks: Scalar[]) {
  const line = /^ *(?:[-?:] +)*(?:[-?:]?\t|\?(?:\s|$))/m;
  if (!line.test(text)) return;
  let rest = text;
  for (const { range } of blocks) {
    const [from, to] = range!;
    rest = rest.slice(0, from) + "x".repeat(to - from) + rest.slice(to);
  }
  const offset = rest.search(line);
  if (offset >= 0) refuse("a line begins with a tab or a question mark", offset);
}
