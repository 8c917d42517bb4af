import assert from "node:assert/strict";
import { test } from "node:test";
import { at, Decimal, formatPath, fromJSON, parsePath, type Step, toJSON, type Value } from "../src/value";

test("whole numbers keep their digits, others their text", () => {
  const value: Value = new Map<string, Value>([
    ["largest", 9223372036854775807n],
    ["ratio", new Decimal("4.0")],
    ['"', [null, true, "\n"]],
  ]);
  assert.equal(toJSON(value), '{"largest":9223372036854775807,"ratio":4.0,"\\"":[null,true,"\\n"]}');
});

test("JSON becomes a value", () => {
  assert.deepEqual(fromJSON({ a: [1, 1.5, "x", null] }), new Map([["a", [1n, new Decimal("1.5"), "x", null]]]));
});

test("a member called __proto__ is one like others", () => {
  assert.equal(toJSON(fromJSON(JSON.parse('{"__proto__":{"a":1}}'))), '{"__proto__":{"a":1}}');
});

test("a path leads to a value, or to none", () => {
  const value = fromJSON({ a: [{ b: 1 }] });
  assert.equal(at(value, ["a", 0, "b"]), 1n);
  for (const path of [["b"], ["a", 1], ["a", "0"], ["a", 0, "b", "c"]] as Step[][]) assert.equal(at(value, path), undefined);
});

test("paths are read and written as diagnostics have them", () => {
  for (const [text, path] of [
    ["", []],
    ["size", ["size"]],
    ["profile.cpu", ["profile", "cpu"]],
    ["tolerations[2].key", ["tolerations", 2, "key"]],
    ['overrides.labels["example.com/team"]', ["overrides", "labels", "example.com/team"]],
    ['["a \\"b\\" ]."].c', ['a "b" ].', "c"]],
    ['labels["a\\nb\\u001b\\u202e<é👩\u200d💻"]', ["labels", "a\nb\u001b\u202e<é👩\u200d💻"]],
  ] as [string, Step[]][]) {
    assert.deepEqual(parsePath(text), path);
    assert.equal(formatPath(path), text);
  }
});
