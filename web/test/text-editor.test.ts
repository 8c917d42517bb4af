import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../src/editor/difference";

test("the change of one text into another is as small as can be", () => {
  for (const [before, after, from, to, insert] of [
    ["a: 1\n", "a: 1\n", 5, 5, ""],
    ["a: 1\nb: 2\n", "a: 17\nb: 2\n", 4, 4, "7"],
    ["a: 1\nb: 2\n", "b: 2\n", 0, 5, ""],
    ["aa", "aaa", 2, 2, "a"],
    ["", "x", 0, 0, "x"],
    ["x", "", 0, 1, ""],
  ] as const) {
    const change = difference(before, after);
    assert.deepEqual(change, { from, to, insert });
    assert.equal(before.slice(0, change.from) + change.insert + before.slice(change.to), after);
  }
});
