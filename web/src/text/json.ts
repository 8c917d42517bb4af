import { Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { empty, maxDepth, Refusal, several, tooDeep } from "./refusal";

const space = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const word = /true|false|null/y;
const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;

// parseJSON parses a document into the nodes that YAML is parsed into, so that both
// are checked, located and converted in one way. JSON.parse would do none of it: it
// rounds numbers, and takes the last of two equal keys.
export function parseJSON(text: string): Node {
  const parser = new Parser(text);
  if (parser.atEnd()) throw new Refusal(empty, 0);
  const root = parser.value(1);
  if (!parser.atEnd()) throw new Refusal(several, parser.offset);
  return root;
}

type Node = Scalar | YAMLMap | YAMLSeq;

class Parser {
  offset: number;

  constructor(readonly text: string) {
    this.offset = text.startsWith("\ufeff") ? 1 : 0;
  }

  // take goes past what a sticky pattern matches here, and returns it.
  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.text)?.[0];
    this.offset += match?.length ?? 0;
    return match;
  }

  atEnd(): boolean {
    this.take(space);
    return this.offset === this.text.length;
  }

  private expected(what: string): Refusal {
    const problem = this.atEnd() ? "it ends before its last bracket" : `${what} is expected here`;
    return new Refusal(`the document is not JSON: ${problem}`, this.offset);
  }

  private next(character: string): boolean {
    this.take(space);
    if (this.text[this.offset] !== character) return false;
    this.offset++;
    return true;
  }

  value(depth: number): Node {
    this.take(space);
    const from = this.offset;
    const open = this.text[from];
    if (open !== "{" && open !== "[") return this.scalar();
    if (depth > maxDepth) throw new Refusal(tooDeep, from);
    this.offset++;
    const node = open === "{" ? this.object(depth) : this.list(depth);
    node.flow = true;
    node.range = [from, this.offset, this.offset];
    return node;
  }

  private object(depth: number): YAMLMap {
    const map = new YAMLMap();
    if (this.next("}")) return map;
    do {
      this.take(space);
      const key = this.string();
      if (key === undefined) throw this.expected("a key in quotes");
      if (!this.next(":")) throw this.expected("a colon");
      map.items.push(new Pair(key, this.value(depth + 1)));
    } while (this.next(","));
    if (!this.next("}")) throw this.expected("a comma or a closing brace");
    return map;
  }

  private list(depth: number): YAMLSeq {
    const list = new YAMLSeq();
    if (this.next("]")) return list;
    do list.items.push(this.value(depth + 1));
    while (this.next(","));
    if (!this.next("]")) throw this.expected("a comma or a closing bracket");
    return list;
  }

  private scalar(): Scalar {
    const from = this.offset;
    const quoted = this.string();
    if (quoted !== undefined) return quoted;
    const numeral = this.take(number);
    const node = this.node(from, "PLAIN", numeral ?? this.take(word));
    if (numeral !== undefined) node.tag = "!!number";
    return node;
  }

  private string(): Scalar | undefined {
    const from = this.offset;
    const source = this.take(string);
    if (source === undefined) return undefined;
    const value = JSON.parse(source) as string;
    if (/\p{Surrogate}/u.test(value)) {
      throw new Refusal("the document is not JSON: half of a surrogate pair in a string", from);
    }
    return this.node(from, "QUOTE_DOUBLE", value);
  }

  private node(from: number, type: Scalar.Type, source: string | undefined): Scalar {
    if (source === undefined) throw this.expected("a value");
    const node = new Scalar(source);
    node.source = source;
    node.type = type;
    node.range = [from, this.offset, this.offset];
    return node;
  }
}
