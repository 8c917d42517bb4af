import assert from "node:assert/strict";
import { test } from "node:test";
import { move, put, rename, same } from "../src/form/change";
import { newRow, problemOf, reconcile, replace } from "../src/form/rows";
import { Decimal, fromJSON, toJSON } from "../src/value";

test("rows follow the keys of the input and stay the same rows", () => {
  const rows = reconcile([], ["a", "b"]);
  assert.equal(reconcile(rows, ["a", "b"]), rows);
  const [a, b] = rows;
  assert.deepEqual(
    reconcile(rows, ["b", "c", "a"]).map((row) => [row.key, row === a || row === b]),
    [
      ["b", true],
      ["c", false],
      ["a", true],
    ],
  );
  assert.deepEqual(reconcile(rows, ["b"]), [b]);
});

test("a row that is not in the input yet stays at the end", () => {
  const added = newRow();
  const rows = reconcile([...reconcile([], ["a"]), added], ["a", "b"]);
  assert.deepEqual(
    rows.map(({ key }) => key),
    ["a", "b", undefined],
  );
  assert.equal(rows[2], added);
});

test("a key that is missing or taken says why it is not in the input", () => {
  const rows = [...reconcile([], ["a", "b"]), newRow()];
  const [a, , added] = rows;
  assert.equal(problemOf(a!, rows), undefined);
  assert.equal(problemOf(added!, rows), "type a key: the row is not in the input yet");
  assert.equal(problemOf({ ...a!, typed: "b" }, rows), 'another row has this key: the input still says "a"');
  assert.equal(problemOf({ ...a!, typed: "" }, rows), 'type a key: the input still says "a"');
  assert.equal(problemOf({ ...added!, typed: "a" }, rows), "another row has this key: the row is not in the input yet");
  assert.equal(problemOf({ ...added!, typed: "c" }, rows), undefined);
});

test("a row keeps what was typed when the input changes", () => {
  const rows = reconcile([], ["a", "b"]);
  const typed = { ...rows[0]!, typed: "b" };
  assert.equal(reconcile(replace(rows, typed), ["a", "b", "c"])[0], typed);
});

test("members keep their place when they are renamed, elements theirs when others move", () => {
  assert.equal(toJSON(rename(fromJSON({ a: 1, b: 2, c: 3 }) as Map<string, bigint>, "b", "x")), '{"a":1,"x":2,"c":3}');
  assert.deepEqual(move([1, 2, 3], 0, 2), [2, 3, 1]);
  assert.deepEqual(move([1, 2, 3], 2, 0), [3, 1, 2]);
});

test("put changes a copy", () => {
  const before = fromJSON({ a: [{ b: 1 }], c: 2 });
  const text = toJSON(before);
  const json = (...args: [Parameters<typeof put>[1], Parameters<typeof put>[2]]) => toJSON(put(before, ...args)!);
  assert.equal(json(["a", 0, "b"], 5n), '{"a":[{"b":5}],"c":2}');
  assert.equal(json(["a", 1], "x"), '{"a":[{"b":1},"x"],"c":2}');
  assert.equal(json(["a", 0], undefined), '{"a":[],"c":2}');
  assert.equal(json(["c", "d"], true), '{"a":[{"b":1}],"c":{"d":true}}');
  assert.equal(toJSON(before), text);
});

test("values are the same when they say the same in the same order", () => {
  const equal = (a: unknown, b: unknown) => same(fromJSON(a), fromJSON(b));
  assert.ok(equal({ a: [1, { b: null }] }, { a: [1, { b: null }] }));
  assert.ok(!equal({ a: 1, b: 2 }, { b: 2, a: 1 }));
  assert.ok(!equal([1], ["1"]));
  assert.ok(!equal([], {}));
  assert.ok(!equal([1], [1, 2]));
  assert.ok(same(new Decimal("1.5"), new Decimal("1.5")));
  assert.ok(!same(new Decimal("1.5"), new Decimal("1.50")));
  assert.ok(!same(1n, new Decimal("1")));
});
