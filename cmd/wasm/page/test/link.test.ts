import assert from "node:assert/strict";
import { test } from "node:test";
import type { Contract } from "../src/contract";
import { fragment, shareable, stateOf, type State } from "../src/link";
import type { Value } from "../src/value";

const contract: Contract = {
  digest: "",
  name: "test",
  inputs: [
    { name: "size", type: { kind: "number" } },
    { name: "labels", type: { kind: "map", elem: { kind: "string" } } },
    { name: "token", type: { kind: "string" }, sensitive: true },
  ],
};

const state: State = { input: '{"size":9007199254740993}', language: "yaml", pinned: "{}", inputTab: "form", resultTab: "changes" };

test("a link carries the whole state", async () => {
  assert.deepEqual(await stateOf(await fragment(state)), state);
});

test("a link is made of characters that no program changes", async () => {
  assert.match(await fragment({ ...state, input: JSON.stringify({ labels: { a: "ü<>&\u2028".repeat(100) } }) }), /^[-\w]+$/);
});

test("sensitive and unknown inputs are not in a link", () => {
  const input: Value = new Map<string, Value>([
    ["token", "example-secret"],
    ["tokn", "example-mistyped-secret"],
    ["size", 9007199254740993n],
    ["labels", new Map([["a", "b"]])],
  ]);
  assert.equal(shareable(input, contract), '{"size":9007199254740993,"labels":{"a":"b"}}');
  for (const odd of [undefined, null, "example-secret", ["example-secret"]]) assert.equal(shareable(odd, contract), "{}");
});

test("a fragment that is no state is left alone", async () => {
  const whole = await fragment(state);
  const broken = ["", "1", "section", whole.slice(0, -9), whole.replace(/^1/, "2"), `1${"A".repeat(50)}`, "1%%%"];
  for (const text of broken) assert.equal(await stateOf(text), undefined, text);
  for (const odd of [null, 1, {}, { ...state, input: 1 }, { ...state, input: "{" }, { ...state, pinned: "7" }, { ...state, language: "toml" }]) {
    assert.equal(await stateOf(await fragment(odd as State)), undefined, JSON.stringify(odd));
  }
});

test("a link that unpacks to more than an input can be is refused", async () => {
  assert.equal(await stateOf(await fragment({ ...state, input: JSON.stringify(" ".repeat(5 << 20)) })), undefined);
});
