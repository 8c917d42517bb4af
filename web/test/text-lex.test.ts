import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { indentAfter } from "../src/editor/indent";
import type { Language } from "../src/text";
import { lex } from "../src/text/lex";

// colours are the tokens but for the marks, each as its kind and its text.
const colours = (text: string, language: Language = "yaml") =>
  lex(text, language)
    .filter(({ kind }) => kind !== "mark")
    .map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);

test("the pieces of a text are found", () => {
  for (const [text, ...want] of [
    ["a: 1\n", "key a", "number 1"],
    ["a b: c d # e\n", "key a b", "string c d", "comment # e"],
    ["a:b: c#d\n", "key a:b", "string c#d"],
    ["\"a\\\"\": 'b''c'\n", 'key "a\\""', "string 'b''c'"],
    ["- true\n- - null\n", "keyword true", "keyword null"],
    ["- a: 1\n  b: x\n", "key a", "number 1", "key b", "string x"],
    ["a: {b: 1, c: [d, 'e']}\n", "key a", "key b", "number 1", "key c", "string d", "string 'e'"],
    ["a: &x !!str b\nc: *x\n", "key a", "property &x", "property !!str", "string b", "key c", "property *x"],
    ["a: |- # why\n  b: c\n\n  # d\ne: f\n", "key a", "comment # why", "block   b: c\n\n  # d", "key e", "string f"],
    ["- a: >\n   b\n  c: d\n", "key a", "block    b", "key c", "string d"],
    ['a: "b\n  c: d"\ne: 1\n', "key a", 'string "b\n  c: d"', "key e", "number 1"],
    ["a: b\n  c\n", "key a", "string b", "string c"],
    ["a:\n- 1\nb: 2", "key a", "number 1", "key b", "number 2"],
    ["http://x: 1", "key http://x", "number 1"],
    ["# only", "comment # only"],
    ["", ...[]],
  ] as const) {
    assert.deepEqual(colours(text), want, text);
  }
  assert.deepEqual(colours('{\n  "a": [1, true, "x"],\n  "b" : null\n}\n', "json"), [
    'key "a"',
    "number 1",
    "keyword true",
    'string "x"',
    'key "b"',
    "keyword null",
  ]);
});

test("what is wrong ends with its line", () => {
  for (const [text, ...want] of [
    ['a: "b\nc: d\n', "key a", 'string "b', "key c", "string d"],
    ["a: [1, 2\nb: 3\n", "key a", "number 1", "number 2", "key b", "number 3"],
    ["a: ]}\nb: 3\n", "key a", "key b", "number 3"],
    ["a: {b: 1\n", "key a", "key b", "number 1"],
  ] as const) {
    assert.deepEqual(colours(text), want, text);
  }
  assert.deepEqual(colours('{"a": "b\n"c": 1}', "json"), ['key "a"', 'string "b', 'key "c"', "number 1"]);
});

test("any text has pieces, in their order, of which none overlap", () => {
  const pieces = [
    "a",
    " ",
    "  ",
    "\n",
    ":",
    ": ",
    "-",
    "- ",
    "?",
    "[",
    "]",
    "{",
    "}",
    ",",
    '"',
    "'",
    "\\",
    "#",
    "|",
    ">",
    "&",
    "*",
    "!",
    "1",
    "\r\n",
    "\t",
    "\ufeff",
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.constantFrom<Language>("yaml", "json"), (text, language) => {
      let end = 0;
      for (const { from, to } of lex(text, language)) {
        assert.ok(end <= from && from < to && to <= text.length, JSON.stringify(text));
        assert.equal(text.slice(end, from).trim().replaceAll("\ufeff", ""), "", JSON.stringify(text));
        end = to;
      }
      assert.equal(text.slice(end).trim().replaceAll("\ufeff", ""), "");
    }),
    { numRuns: 3000 },
  );
});

// A deep text once used up the stack of the parser that coloured it.
test("a text may be nested as deep as it likes", () => {
  for (const piece of [
    "[",
    "{",
    "{a: ",
    '{"a":',
    "[a, ",
    "- ",
    "? ",
    "- - a: ",
    "]",
    "&a ",
    "!a ",
    '"',
    "'",
    "|",
    "a: ",
    "[[],",
    "- [",
    "#",
    ": ",
    "\\",
    "[\n",
    "- |\n",
  ]) {
    for (const language of ["yaml", "json"] as const) {
      const text = piece.repeat((64 << 10) / piece.length);
      assert.doesNotThrow(() => lex(text, language), JSON.stringify(piece));
    }
  }
  const steps = Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("");
  assert.equal(lex(steps, "yaml").length, 600);
});

test("a new line is indented as far as it has to be", () => {
  for (const [line, want] of [
    ["", 0],
    ["a: 1", 0],
    ["a:", 2],
    ["  a:  # why", 4],
    ["- a", 0],
    ["  - a: 1", 4],
    ["- a:", 4],
    ["  {", 4],
    ['  "a": [', 4],
    ['  "a": 1,', 2],
  ] as const) {
    assert.equal(indentAfter(line), want, line);
  }
});
