// A text that is given as an input. It is read as the page of the preview reads it.
import { isAlias, isMap, isSeq, type Node } from "yaml";
import { anchors, convert } from "../../web/src/text/convert";
import { parseJSON } from "../../web/src/text/json";
import { ownPair } from "../../web/src/text/locate";
import { maxBytes as maxYAML, Refusal } from "../../web/src/text/refusal";
import { isMerge } from "../../web/src/text/scalar";
import { parseYAML } from "../../web/src/text/yaml";
import { parsePath, type Step, toJSON } from "../../web/src/value";
import type { Diagnostic, Position } from "../index";

const maxJSON = 1 << 20; // bytes, as the engine has it

// Text is a text that was read, or the diagnostic that refuses it.
export type Text = { json: string; locate(diagnostics: Diagnostic[]): Diagnostic[] } | { refused: Diagnostic };

export function read(text: string, file: string | undefined): Text {
  try {
    const root = parse(text, file);
    const locate = (diagnostics: Diagnostic[]) => {
      const finder = new Finder(text, root);
      return diagnostics.map((d) => ({ ...d, positions: [position(text, file, finder.find(parsePath(d.path ?? "")))] }));
    };
    return { json: toJSON(convert(root)), locate };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: { severity: "error", summary: error.message, positions: [position(text, file, error.offset)] } };
  }
}

function parse(text: string, file: string | undefined): Node {
  const json = isJSON(text, file);
  const max = json ? maxJSON : maxYAML;
  // A character takes three bytes at most.
  if (text.length > max || (text.length > max / 3 && new TextEncoder().encode(text).length > max)) {
    throw new Refusal(
      `the document is larger than ${max >> 10} KiB${json ? "" : ": gen render reads more, and so is more read in JSON"}`,
      0,
    );
  }
  const broken = text.search(/\u0000|\p{Surrogate}/u);
  if (broken >= 0) throw new Refusal("the document is not UTF-8 text", broken);
  return json ? parseJSON(text) : parseYAML(text).contents!;
}

function isJSON(text: string, file: string | undefined): boolean {
  if (file !== undefined && /\.ya?ml$/.test(file)) return false;
  if (file?.endsWith(".json")) return true;
  return /^\ufeff?[ \t\r\n]*[[{]/.test(text);
}

// position is that of an offset, with a column in bytes.
function position(text: string, file: string | undefined, offset: number): Position {
  const begin = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(0, begin).split("\n").length;
  const before = text.slice(begin, offset).replace(/^\ufeff/, "");
  return { ...(file === undefined ? {} : { file }), line, column: new TextEncoder().encode(before).length + 1 };
}

// Finder finds places in a document.
class Finder {
  private readonly targets;

  constructor(
    private readonly text: string,
    private readonly root: Node,
  ) {
    this.targets = anchors(root);
  }

  // find is the offset of what marks the value at a path: its key, or its beginning when it is an element.
  // Of a path that is not there it is what is nearest around it.
  find(path: Step[]): number {
    let place: Place = { mark: this.root, node: this.root };
    for (const step of path) {
      const inside = this.member(place.node, step);
      if (inside === undefined) break;
      place = inside;
    }
    return begin(this.text, place.mark as Node);
  }

  // member is the place of a member or an element, which may have come from an alias or a merge.
  private member(node: unknown, step: Step): Place | undefined {
    if (isAlias(node)) node = this.targets.get(node);
    if (isSeq(node)) {
      if (typeof step !== "number" || step >= node.items.length) return undefined;
      return { mark: node.items[step], node: node.items[step] };
    }
    if (!isMap(node) || typeof step !== "string") return undefined;
    const own = ownPair(node, step, this.targets);
    if (own !== undefined) return { mark: own.key, node: own.value };
    for (const pair of node.items) {
      if (!isMerge(pair.key)) continue;
      for (const merged of isSeq(pair.value) ? pair.value.items : [pair.value]) {
        const found = this.member(merged, step);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }
}

interface Place {
  mark: unknown;
  node: unknown;
}

// begin is where a node begins, with the anchor and the tag before it.
function begin(text: string, node: Node): number {
  const from = node.range![0];
  if (isAlias(node) || (node.anchor === undefined && node.tag === undefined)) return from;
  const properties = /(?:[&!][^\s,[\]{}]*\s+)+$/.exec(text.slice(Math.max(0, from - 256), from));
  return from - (properties?.[0].length ?? 0);
}
