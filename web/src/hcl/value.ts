import { maxDigits } from "../text/refusal";
import { Decimal } from "../value";
import { identifierPattern } from "./cursor";
import { Templates } from "./template";

// Value is a value as it is written, with expressions where nothing is known without
// Terraform.
export type Value = null | boolean | string | bigint | Decimal | Value[] | Map<string, Value> | Expression;

export class Expression {
  // reference is what it refers to when it is nothing but that: data.coder_workspace.me.name.
  constructor(
    readonly offset: number,
    readonly reference?: string,
  ) {}
}

const constants = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
const number = /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const end = /[,)\]}\r\n]|$/y;
const operator = /[-+*/%<>=!&|?.[(]/y;
const reference = new RegExp(`^${identifierPattern}(?:\\.${identifierPattern}|\\[\\d+\\])+$`, "u");
const longestReference = 100; // characters

const mostZeros = 300;

// Values reads expressions.
export class Values extends Templates {
  // value is the expression that is here, up to a comma, a bracket that closes, or, unless
  // lines mean nothing, the end of the line.
  value(lines: boolean): Value {
    this.space(lines);
    const from = this.offset;
    const value = this.inside(() => this.literal());
    this.space(lines);
    if (value !== undefined && this.sees(end)) return value;
    if (value !== undefined && !this.sees(operator)) this.fail("a comma or the end of the line is expected here");
    this.offset = from;
    while (!this.sees(lines ? /[,)\]}]|$/y : end)) this.token(lines);
    if (this.offset === from) this.fail("a value is expected here");
    const written = this.text.slice(from, this.offset).trim();
    return new Expression(from, written.length <= longestReference && reference.test(written) ? written : undefined);
  }

  // literal is what is here if it is known; undefined, and perhaps in the middle of it, if not.
  private literal(): Value | undefined {
    switch (this.text[this.offset]) {
      case '"':
        return this.quoted()?.normalize("NFC");
      case "<":
        return this.heredoc()?.text?.normalize("NFC");
      case "[":
        return this.tuple();
      case "{":
        return this.object();
      case "(":
        return this.parentheses();
    }
    if (this.sees(/-?[ \t]*\d/y)) return this.number();
    const name = this.identifier();
    if (name === undefined) return undefined;
    if (this.next("(")) return name === "chomp" || name === "join" ? this.call(name) : undefined;
    return constants.get(name);
  }

  private number(): bigint | Decimal {
    const from = this.offset;
    const sign = this.next("-") ? "-" : "";
    this.space(false);
    const digits = this.take(number)!.replace(/^0+(?=\d)/, "");
    if (digits.length > maxDigits) this.fail(`a number has more than ${maxDigits} characters`, from);
    const [, whole, fraction = "", exponent = "0"] = /^(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(digits)!;
    const power = Number(exponent) - fraction.replace(/0+$/, "").length;
    const significant = whole! + fraction.replace(/0+$/, "");
    if (/^0*$/.test(significant)) return 0n;
    if (power >= 0 && power <= mostZeros) return BigInt(sign + significant + "0".repeat(power));
    const trailing = /0*$/.exec(significant)![0].length;
    if (power < 0 && trailing >= -power) return BigInt(sign + (significant.slice(0, power) || "0"));
    if (power < 0 && power >= -mostZeros) {
      const all = significant.padStart(1 - power, "0");
      return new Decimal(`${sign}${all.slice(0, power).replace(/^0+(?=\d)/, "")}.${all.slice(power).replace(/0+$/, "")}`);
    }
    return new Decimal(Number.isFinite(Number(digits)) ? sign + digits : `${sign}1e999`);
  }

  private tuple(): Value[] | undefined {
    this.offset++;
    this.space(true);
    if (this.sees(/for\b(?!-)/y)) return undefined;
    const list: Value[] = [];
    while (!this.next("]")) {
      list.push(this.value(true));
      if (this.next(",")) this.space(true);
      else if (!this.sees(/\]/y)) this.expect("]", "a comma or a closing bracket");
    }
    return list;
  }

  private object(): Map<string, Value> | Expression | undefined {
    const from = this.offset++;
    this.space(true);
    if (this.sees(/for\b(?!-)/y)) return undefined;
    const members = new Map<string, Value>();
    let known = true;
    while (!this.next("}")) {
      const key = this.key();
      this.space(false);
      if (!this.next("=")) this.expect(":", "an equals sign");
      const value = this.value(false);
      if (key === undefined) known = false;
      else members.set(key, value);
      const before = this.offset;
      this.space(true);
      if (this.next(",")) this.space(true);
      else if (!this.sees(/\}/y) && !this.text.slice(before, this.offset).includes("\n")) this.expect("}", "a comma or a closing brace");
    }
    return known ? members : new Expression(from);
  }

  // key is a key of an object, or undefined when it is not known.
  private key(): string | undefined {
    const name = this.identifier();
    if (name !== undefined) return name;
    if (this.sees(/"/y)) return this.quoted()?.normalize("NFC");
    if (!this.sees(/\(|-?[ \t]*\d/y)) this.fail(this.atEnd() ? "a brace is not closed" : "a key is expected here");
    const key = this.next("(") ? this.closed() : this.number();
    if (typeof key === "string") return key;
    return typeof key === "bigint" || key instanceof Decimal || typeof key === "boolean" ? text(key) : undefined;
  }

  private parentheses(): Value {
    this.offset++;
    return this.closed();
  }

  private closed(): Value {
    const value = this.value(true);
    this.expect(")", "a closing parenthesis");
    return value;
  }

  // call is what the functions give with which gen writes long texts.
  private call(name: "chomp" | "join"): Value | undefined {
    const args: Value[] = [];
    this.space(true);
    while (!this.next(")")) {
      if (this.sees(/\.\.\./y)) return undefined;
      args.push(this.value(true));
      if (this.next(",")) this.space(true);
      else if (!this.sees(/\)/y)) this.expect(")", "a closing parenthesis");
    }
    const [first, second] = args;
    if (name === "chomp" && args.length === 1 && typeof first === "string") return first.replace(/[\r\n]+$/, "");
    if (name === "chomp" || args.length !== 2 || typeof first !== "string" || !Array.isArray(second)) return undefined;
    return second.every((part) => typeof part === "string") ? second.join(first) : undefined;
  }
}

// text is a scalar as Terraform makes a text of it.
export const text = (value: bigint | Decimal | boolean | string): string => (value instanceof Decimal ? value.text : String(value));
