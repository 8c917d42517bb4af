import assert from "node:assert/strict";
import { test } from "node:test";
import { format, Unformatted } from "../src/editor/format";
import { type Language, read } from "../src/text";
import { equal } from "../src/text/change";
import { inputs, shared } from "./corpus";

const formatted = (text: string, language: Language = "yaml") => {
  const result = format(read(text, language));
  return result instanceof Unformatted ? result.words : result;
};

test("a text is laid out, and its comments stay", () => {
  for (const [text, want] of [
    ["# a\nb:   1 # c\n\n\n\n# d\ne:\n      f:    'g'\n# end\n", "# a\nb: 1 # c\n\n# d\ne:\n  f: 'g'\n\n# end\n"],
    ["a: [1,2,   {b:  c}]\n", "a: [1, 2, {b: c}]\n"],
    ["a: {\n  b: 1, # why\n  c: [x]\n}\n", "a:\n  b: 1 # why\n  c: [x]\n"],
    ["a:   # b\n    - # c\n      d: 1 # e\n    -   f\n", "a: # b\n  # c\n  - d: 1 # e\n  - f\n"],
    ["a: |\n     b\n      c\n", "a: |\n  b\n   c\n"],
    ["a: &x {b: 1}\nc:   *x\n", "a: &x {b: 1}\nc: *x\n"],
  ] as const) {
    assert.equal(formatted(text), want, text);
    assert.equal(formatted(want), "The text is formatted.", want);
  }
  assert.equal(formatted('{"a":[1,\n2], "b": 9007199254740993}', "json"), '{\n  "a": [\n    1,\n    2\n  ],\n  "b": 9007199254740993\n}\n');
});

test("a text that cannot be read is not formatted, and it says why", () => {
  assert.match(formatted("a: 1\nb: [\n"), /^The text is not formatted, because it cannot be read: line \d+: the document is not YAML/);
  assert.match(
    formatted('{"a" 1}', "json"),
    /^The text is not formatted, because it cannot be read: line 1: the document is not JSON: a colon/,
  );
});

test("no text says something else when it is formatted", () => {
  for (const { text, language } of [...inputs(), ...shared("cases"), ...shared("inputs")]) {
    const before = read(text, language);
    const result = format(before);
    if (result instanceof Unformatted) continue;
    assert.ok(equal(read(result, language).value, before.value), text);
    assert.deepEqual(format(read(result, language)), new Unformatted("The text is formatted."), text);
  }
});
