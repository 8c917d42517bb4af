import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { spotAt } from "../src/editor/spot";
import { type Language, locate, read } from "../src/text";
import { formatPath } from "../src/value";

// spot is what is found at the bar in a text.
function spot(marked: string, language: Language = "yaml"): string {
  const offset = marked.indexOf("|");
  const found = spotAt(marked.replace("|", ""), language, offset);
  if (!found) return "nothing";
  const { what, path, keys, word } = found;
  return `${what} ${formatPath(path)} (${keys.join(" ")}) ${word}`.trim();
}

test("the place in the input is found, and what is beside it", () => {
  for (const [text, want] of [
    ["|", "either  ()"],
    ["a: 1\n|\n", "key  (a)"],
    ["a: 1\nb|\nc: 2\n", "key  (a c) b"],
    ["a: |\nc: 2\n", "value a (a c)"],
    ["a: x|y\n", "value a (a) xy"],
    ["a|b: 1\nc: 2", "key  (c) ab"],
    ["a:\n  |\n", "either a ()"],
    ["a:\n  b|\n", "either a () b"],
    ["a:\n  b: 1\n  |\nc: 2\n", "key a (b)"],
    ["a:\n  |\n  b: 1\n", "either a (b)"],
    ["a:\n  b:\n    c: 1\n  |", "key a (b)"],
    ["a:\n  b:\n    c: 1\n|", "key  (a)"],
    ["a:\n  - |\n", "either a[0] ()"],
    ["a:\n  - x\n  - |\n", "either a[1] ()"],
    ["a:\n- x\n- |\n", "either a[1] ()"],
    ["a:\n- x\n|\n", "key  (a)"],
    ["a:\n  - x\n  |\n", "either a ()"],
    ["a:\n  - b: 1\n    |\n", "key a[0] (b)"],
    ["a:\n  - b: |\n", "value a[0].b (b)"],
    ["a: {|}\n", "key a ()"],
    ["a: {b: 1, |}\n", "key a (b)"],
    ["a: {b: 1, c|, d: 2}\n", "key a (b d) c"],
    ["a: {b: |}\n", "value a.b (b)"],
    ["a: [|]\n", "value a[0] ()"],
    ["a: [x, |]\n", "value a[1] ()"],
    ["a: [{b: 1}, {|\n", "key a[1] ()"],
    ["a: {b: |\nc: 1\n", "value a.b (b)"],
    ["a: {b: \nc: |1\n", "value c (a c) 1"],
    ["a: 1 # b|\n", "nothing"],
    ["a: >\n  b |\n", "nothing"],
    ["a: >\n  b\n|", "key  (a)"],
    ['a: "b|\nc: 1\n', 'value a (a c) "b'],
    ["'a b': 1\n|", "key  (a b)"],
  ] as const) {
    assert.equal(spot(text), want, text);
  }
  for (const [text, want] of [
    ["{|}", "key  ()"],
    ['{"a": 1, "|"}', 'key  (a) ""'],
    ['{"a": 1, "|\n}', 'key  (a) "'],
    ['{"a": |}', "value a (a)"],
    ['{"a": {"b": [1, {"c": "|"}]}}', 'value a.b[1].c (c) ""'],
    ['{"a": {"b": 1}, |, "c": 2}', "key  (a c)"],
  ] as const) {
    assert.equal(spot(text, "json"), want, text);
  }
});

test("in a text that can be read, a value is found where the reader has it", () => {
  const text = `a: 1
b:
  c: [x, {d: 2, "e": 'f'}]
  g:
  - h: true # why
    i: {}
  - j: |
      k: 1
    l: [
      m, n
    ]
"o p": {q: {r: s}}
`;
  const readable = read(text, "yaml");
  for (const path of [
    ["a"],
    ["b", "c", 0],
    ["b", "c", 1, "d"],
    ["b", "c", 1, "e"],
    ["b", "g", 0, "h"],
    ["b", "g", 1, "l", 1],
    ["o p", "q", "r"],
  ]) {
    const { from, to } = locate(readable, [path])![0]!;
    for (const offset of [from, to]) {
      const found = spotAt(text, "yaml", offset);
      assert.deepEqual([found?.path, found?.from, found?.to], [path, from, to], formatPath(path));
    }
  }
});

test("any text has spots", () => {
  const pieces = ["a", "  ", "\n", ": ", "- ", "[", "]", "{", "}", ",", '"', "'", "#", "|\n", "&"];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.constantFrom<Language>("yaml", "json"), fc.nat(), (text, language, n) => {
      const offset = n % (text.length + 1);
      const found = spotAt(text, language, offset);
      if (found) assert.ok(found.from <= offset && offset <= found.to && found.to <= text.length, JSON.stringify([text, offset]));
    }),
    { numRuns: 3000 },
  );
  const deep = "- [{a: ".repeat(9000);
  assert.equal(spotAt(deep, "yaml", deep.length)?.what, "value");
});
