// A reader of HCL, for what people have written for Terraform: it knows values that are
// written down, and of everything else that it is an expression, and where.
import { maxBytes } from "../text/refusal";
import { type Value, Values } from "./value";

export { Expression, type Value } from "./value";

export interface Body {
  attributes: Attribute[];
  blocks: Block[];
}

export interface Attribute {
  name: string;
  offset: number;
  value: Value;
}

export interface Block {
  type: string;
  labels: string[];
  offset: number;
  body: Body;
}

// most is more than a page reads of an input: a file of a template has more in it.
const most = 4 * maxBytes;

// parse reads a file, or fails with a Refusal.
export function parse(text: string): Body {
  const bodies = new Bodies(text);
  if (text.length > most) bodies.fail(`it is larger than ${most >> 10} KiB`);
  const broken = text.search(/\u0000|\p{Surrogate}/u);
  if (broken >= 0) bodies.fail("it is not UTF-8 text", broken);
  const body = bodies.body();
  if (!bodies.atEnd()) bodies.fail("a brace closes what is not open");
  return body;
}

// parseValue reads a single expression.
export function parseValue(text: string): Value {
  const values = new Values(text);
  const value = values.value(true);
  if (!values.atEnd()) values.fail("something follows the value");
  return value;
}

class Bodies extends Values {
  // body is what is here, up to the end or a brace that closes.
  body(): Body {
    const body: Body = { attributes: [], blocks: [] };
    const names = new Set<string>();
    for (this.space(true); !this.atEnd() && !this.sees(/\}/y); this.space(true)) {
      const offset = this.offset;
      const name = this.identifier() ?? this.fail("a name is expected here");
      this.space(false);
      if (this.sees(/=(?!=)/y)) {
        this.offset++;
        if (names.has(name)) this.fail("a name is given twice", offset);
        names.add(name);
        body.attributes.push({ name, offset, value: this.value(false) });
      } else body.blocks.push({ type: name, offset, labels: this.labels(), body: this.block() });
      this.space(false);
      if (!this.atEnd() && !this.sees(/[\r\n}]/y)) this.fail("the end of the line is expected here");
    }
    return body;
  }

  private labels(): string[] {
    const labels: string[] = [];
    for (;;) {
      this.space(false);
      const label = this.sees(/"/y) ? (this.quoted() ?? this.fail("a label is a plain text")) : this.identifier();
      if (label === undefined) return labels;
      labels.push(label);
    }
  }

  private block(): Body {
    this.expect("{", "an equals sign or a brace");
    return this.inside(() => {
      const body = this.body();
      this.expect("}", "a closing brace");
      return body;
    });
  }
}
