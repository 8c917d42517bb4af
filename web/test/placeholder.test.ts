import assert from "node:assert/strict";
import { test } from "node:test";
import type { Contract, Type } from "../src/contract";
import { fill, placeholder } from "../src/placeholder";
import { toJSON, type Value } from "../src/value";

const text: Type = { kind: "string" };

test("a placeholder has something in it, within the rules of its type", () => {
  for (const [type, want] of [
    [text, '"placeholder"'],
    [{ kind: "string", constraint: { words: "", any_of: [{ match: ["^[a-z]+$"] }] } }, '"placeholder"'],
    [{ kind: "string", constraint: { words: "", any_of: [{ match: ["^[0-9]+$"] }] } }, undefined],
    [{ kind: "string", constraint: { words: "", any_of: [{ no_match: ["^place"] }, { equals: ["x"] }] } }, '"x"'],
    [{ kind: "string", constraint: { words: "", any_of: [{ match: ["(?i:x)["] }] } }, undefined], // no browser reads that
    [{ kind: "number" }, "1"],
    [{ kind: "number", constraint: { words: "", any_of: [{ min: 10, max: 20 }] } }, "10"],
    [{ kind: "number", constraint: { words: "", any_of: [{ max: -3 }] } }, "-3"],
    [{ kind: "bool" }, "true"],
    [{ kind: "list", elem: text }, '["placeholder"]'],
    [{ kind: "map", elem: text }, '{"PLACEHOLDER":"placeholder"}'],
    [
      {
        kind: "object",
        fields: [
          { name: "a", type: text },
          { name: "b", type: text, optional: true },
          { name: "c", type: text, default: ["x"] },
        ],
      },
      '{"a":"placeholder"}',
    ],
  ] as [Type, string | undefined][]) {
    const value = placeholder(type);
    assert.equal(value && toJSON(value), want, JSON.stringify(type));
  }
});

test("placeholders stand for what was left out, until the input has it", () => {
  const never: Type = { kind: "string", constraint: { words: "", any_of: [{ match: ["^[0-9]+$"] }] } };
  const contract: Contract = {
    digest: "",
    name: "test",
    inputs: [
      { name: "owner", type: text },
      { name: "token", type: text, sensitive: true },
      { name: "pin", type: never, sensitive: true },
      { name: "password", type: text, sensitive: true },
    ],
  };
  const input: Value = new Map([["owner", "alice"]]);
  assert.deepEqual(fill(input, [], contract), { value: input, placeholders: [], missing: [] });
  const filled = fill(input, ["token", "pin"], contract);
  assert.equal(toJSON(filled.value), '{"owner":"alice","token":"placeholder"}');
  assert.deepEqual([filled.placeholders, filled.missing], [["token"], ["pin"]]);
  assert.equal(toJSON(fill(new Map([["token", ""]]), ["token"], contract).value), '{"token":""}');
  assert.equal(fill("text", ["token"], contract).value, "text");
});
