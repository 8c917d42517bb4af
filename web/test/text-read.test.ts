import assert from "node:assert/strict";
import { test } from "node:test";
import { read, write } from "../src/text";
import { equal } from "../src/text/change";
import { Decimal, quote, type Value } from "../src/value";
import { inputs, shared } from "./corpus";

// canonical is JSON as the engine's reader writes it in the shared cases: keys in order,
// and numbers that no contract accepts all alike.
function canonical(value: Value): string {
  if (value instanceof Decimal || (typeof value === "bigint" && BigInt.asIntN(64, value) !== value)) return canonical("<json.Number>");
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value instanceof Map) {
    const keys = [...value.keys()].sort();
    return `{${keys.map((key) => `${canonical(key)}:${canonical(value.get(key)!)}`).join(",")}}`;
  }
  return typeof value === "string" ? quote(value) : String(value);
}

test("a text says the same here and to the engine's reader", () => {
  const cases = shared("cases");
  assert.ok(cases.length > 200);
  for (const { text, language, want, stricter } of cases) {
    const { value, problems } = read(text, language);
    const message = `${JSON.stringify(text)}: ${problems[0]?.message}`;
    assert.equal(value === undefined ? "" : canonical(value), stricter ? "" : want, message);
    assert.equal(problems.length, value === undefined ? 1 : 0, message);
  }
});

test("so does every input of a contract", () => {
  const want = new Map(shared("inputs").map((c) => [c.name, c.want]));
  for (const { name, text, language } of inputs()) {
    const { value } = read(text, language);
    assert.equal(canonical(value!), want.get(name), name);
    for (const other of ["yaml", "json"] as const) assert.ok(equal(write(value!, other).value, value), name);
  }
});

test("a number that is refused is a number of JSON, and not a whole one", () => {
  for (const { text, language } of shared("cases")) {
    const decimals = (value: Value | undefined): string[] => {
      if (value instanceof Decimal) return [value.text];
      if (Array.isArray(value)) return value.flatMap(decimals);
      return value instanceof Map ? [...value.values()].flatMap(decimals) : [];
    };
    for (const number of decimals(read(text, language).value)) {
      assert.equal(typeof JSON.parse(number), "number", text);
      assert.doesNotMatch(number, /^-?[0-9]+$/, text);
    }
  }
});

test("problems have a place, and do not repeat the text", () => {
  for (const [text, line, column, message] of [
    ["a: 1\nb:\n  c: 1\n  c: 2\n", 4, 3, "b.c is given twice"],
    ["token: *example-token\n", 1, 8, "the document is not YAML: an alias has no anchor: put quotes around text that begins with *"],
    ["token: !example-token\n", 1, 22, "the document has a YAML tag that JSON has no value for: remove it"],
    ['token: "example-\\q-token"\n', 1, 17, "the document is not YAML: found unknown escape character"],
    ["a:\n  k: 1\n  <<: {k: 2}\n", 2, 3, "a.k stands before a << that has it too: write << first"],
    ["a: 1\n---\nb: 1\n", 2, 1, "the text has more than one document: an input is one"],
    ["", 1, 1, "the text is empty: an input is an object"],
    ["a: &x\n  b: *x\n", 2, 6, "the document has an anchor that contains itself"],
  ] as const) {
    const { problems } = read(text, "yaml");
    assert.deepEqual(
      problems.map((p) => [p.line, p.column, p.message]),
      [[line, column, message]],
      text,
    );
  }
  const { problems } = read('{\n  "a": 1,\n  "token": example-token\n}', "json");
  assert.deepEqual(problems, [{ message: "the document is not JSON: a value is expected here", line: 3, column: 12, offset: 23 }]);
  for (const { text, language } of shared("cases")) {
    for (const problem of read(text, language).problems)
      assert.ok(problem.offset <= text.length && !problem.message.includes("example-"), text);
  }
});

test("hostile texts are refused", () => {
  const half = 1 << 15; // of the largest text
  for (const [name, text] of [
    ["json", "[".repeat(half)],
    ["json", `{"a": "${"x".repeat(2 * half)}"}`],
    ["json", `{"a": "${"\\n".repeat(half / 2)}`],
    ["yaml", `a: ${"[".repeat(5_000)}`],
    ["yaml", "- ".repeat(half - 1)],
    ["yaml", `${" ".repeat(half)}a: 1\n`],
    ["yaml", `a: ${"é".repeat(half)}`],
    [
      "yaml",
      Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} {<<: [*a${i - 1}, *a${i - 1}, *a${i - 1}]}\n`)
        .join("")
        .replaceAll("*a-1", "{x: 1}"),
    ],
  ] as const) {
    assert.equal(read(text, name).value, undefined);
  }
});

// The library would use up its stack over them, and take a while until it has.
test("deep brackets are refused before they are parsed, and those in a text are none", () => {
  const deep = "[".repeat(30_000);
  for (const [text, offset] of [
    [`a: ${deep}`, 68],
    [`a: '${deep}'\nb: ${deep}`, 30_000 + 74],
    ["{a: ".repeat(15_000), 257],
  ] as const) {
    assert.deepEqual(
      read(text, "yaml").problems.map(({ message, offset }) => [message, offset]),
      [["the document is nested deeper than 64 levels", offset]],
    );
  }
  for (const text of [
    `a: '${deep}'`,
    `a: "${deep}"`,
    `a: x${deep}`,
    `a: |\n  ${deep}`,
    `a: 1 # ${deep}`,
    `a:\n${"- [[]]\n".repeat(1000)}`,
  ]) {
    assert.ok(read(text, "yaml").value, text.slice(0, 20));
  }
});
