import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { type Body, Expression, parse, type Value as Written } from "../src/hcl/body";
import { Refusal } from "../src/text/refusal";
import { Decimal } from "../src/value";

// Case is a file and what it says: its attributes, with null for an expression, or nothing
// when it is refused. That Terraform's own reader takes it alike is tested in hcl_test.go.
interface Case {
  name: string;
  text: string;
  values?: { [attribute: string]: unknown };
}

const cases = JSON.parse(readFileSync("test/hcl.json", "utf8")) as Case[];

// plain is a value as JSON has it.
function plain(value: Written): unknown {
  if (value instanceof Expression) return { expression: true };
  if (value instanceof Decimal) return Number(value.text);
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, member]) => [key, plain(member)]));
  return value;
}

const valuesOf = (body: Body) => Object.fromEntries(body.attributes.map(({ name, value }) => [name, plain(value)]));

for (const { name, text, values } of cases) {
  test(name, () => {
    if (values === undefined) assert.throws(() => parse(text), Refusal);
    else assert.deepEqual(valuesOf(parse(text)), values);
  });
}

test("a block has a type, labels and a body, and everything a place", () => {
  const text = 'module "a" {\n  x = 1\n  lifecycle {\n  }\n}\nresource one "two" { y = var.y }\n';
  const { blocks } = parse(text);
  assert.deepEqual(
    blocks.map(({ type, labels, offset }) => [type, labels, offset]),
    [
      ["module", ["a"], 0],
      ["resource", ["one", "two"], text.indexOf("resource")],
    ],
  );
  assert.equal(blocks[0]!.body.blocks[0]!.type, "lifecycle");
  const y = blocks[1]!.body.attributes[0]!.value as Expression;
  assert.deepEqual([y.offset, y.reference], [text.indexOf("var.y"), "var.y"]);
});

test("only what is a reference alone is shown of an expression: anything else may have a secret", () => {
  for (const [text, reference] of [
    ["data.a.b[0].c", "data.a.b[0].c"],
    ['base64encode("secret")', undefined],
    ["a ? b : c", undefined],
    ['"${var.a}"', undefined],
  ] as const) {
    assert.equal((parse(`x = ${text}`).attributes[0]!.value as Expression).reference, reference);
  }
});

test("whatever is read, it is read or refused, soon", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "x = ",
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      '"',
      "${",
      "$${",
      "%{",
      "<<A\n",
      "<<-A\n",
      "\nA\n",
      "#",
      "//",
      "/*",
      "*/",
      ",",
      "\n",
      "\r\n",
    ),
    fc.constantFrom("=", ":", ".", "?", "for ", "-", "1", "1e9", "true", "null", "chomp(", 'join("", [', "\\", "\\u00", " ", "é"),
    fc.string({ unit: "binary", maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      try {
        parse(pieces.join(""));
      } catch (error) {
        assert.ok(error instanceof Refusal, String(error));
        assert.ok(error.offset >= 0 && error.offset <= pieces.join("").length);
      }
    }),
    { numRuns: 5000 },
  );
});

test("large and deep texts are refused at once, or read soon", () => {
  assert.throws(() => parse(`x = ${"[".repeat(10_000)}`), /nested deeper/);
  assert.throws(() => parse(`x = ${'"${'.repeat(10_000)}`), /nested deeper/);
  assert.throws(() => parse(`x = ${"f(".repeat(10_000)}`), /nested deeper/);
  assert.throws(() => parse(`#${"x".repeat(1 << 20)}`), /larger than 256 KiB/);
  assert.throws(() => parse(`x = ${"9".repeat(2000)}`), /more than 1000 characters/);
  for (const text of [
    "x = [",
    "a".repeat(200_000),
    `x = ${'"a" '.repeat(50_000)}`,
    `x = ${"(".repeat(60)}${"f(1, ".repeat(3)}`,
    `x = <<A\n${"\n".repeat(200_000)}`,
  ]) {
    const from = performance.now();
    assert.throws(() => parse(text), Refusal);
    assert.ok(performance.now() - from < 500);
  }
});
