import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Contract, Field, Json, Type } from "../src/contract";
import { blank, controlOf, fits, labelOf, onlyValue, optionsOf } from "../src/form/control";
import { meaning, stands, textOf } from "../src/form/draft";
import { Decimal, toJSON } from "../src/value";

const oneOf = (...values: Json[]) => ({ any_of: values.map((value) => ({ equals: [value] as [Json] })), words: "must be one of these" });
const string: Type = { kind: "string" };
const number: Type = { kind: "number" };
const subject = (type: Type, field?: Partial<Field>) => ({ type, sensitive: false, field: field && { name: "f", type, ...field } });

test("every input of the contract has a control", () => {
  const contract = JSON.parse(readFileSync("../generated/model.json", "utf8")) as Contract;
  const controls = new Set<string>();
  const visit = (type: Type, field: Field | undefined, sensitive: boolean) => {
    controls.add(controlOf({ type, field, sensitive }));
    for (const inner of type.fields ?? []) visit(inner.type, inner, sensitive);
    if (type.elem) visit(type.elem, undefined, sensitive);
    assert.ok(fits(controlOf({ type, field, sensitive }), type, blank(type)), `a blank ${type.kind} fits its control`);
  };
  for (const field of contract.inputs) visit(field.type, field, field.sensitive === true);
  assert.deepEqual([...controls].sort(), ["list", "map", "number", "object", "options", "secret", "switch", "text"]);
});

test("a type has its control", () => {
  const cases: [string, ReturnType<typeof subject>, string][] = [
    ["string", subject(string, {}), "text"],
    ["counted strings", subject({ ...string, constraint: oneOf("a", "b") }, {}), "options"],
    ["counted numbers", subject({ ...number, constraint: oneOf(0, 1) }, {}), "options"],
    ["one value", subject({ ...number, constraint: oneOf(0) }, {}), "number"],
    ["values and a pattern", subject({ ...string, constraint: { any_of: [{ equals: ["a"] }, { match: ["^b"] }], words: "" } }, {}), "text"],
    [
      "a value with a bound",
      subject({ ...string, constraint: { any_of: [{ equals: ["a"], match: ["b"] }, { equals: ["c"] }], words: "" } }),
      "text",
    ],
    ["bool with a default", subject({ kind: "bool" }, { default: [false] }), "switch"],
    ["required bool", subject({ kind: "bool" }, {}), "options"],
    ["bool or null", subject({ kind: "bool", nullable: true }, { default: [null] }), "options"],
    ["bool in a list", subject({ kind: "bool" }), "switch"],
    ["sensitive", { type: string, sensitive: true, field: undefined }, "secret"],
    ["sensitive map", { type: { kind: "map", elem: string }, sensitive: true, field: undefined }, "map"],
  ];
  for (const [name, of, control] of cases) assert.equal(controlOf(of), control, name);
});

test("options hold what the contract counts up, none where there can be none, and what the input says", () => {
  const labels = (of: ReturnType<typeof subject>, shown: Parameters<typeof optionsOf>[1]) => optionsOf(of, shown).map(({ label }) => label);
  const size: Type = { ...string, constraint: oneOf("", "m") };
  assert.deepEqual(labels(subject(size, { default: ["m"] }), "m"), ['"" (empty)', "m"]);
  assert.deepEqual(labels(subject({ ...size, nullable: true }, { default: [null] }), null), ['"" (empty)', "m", "not set"]);
  assert.deepEqual(labels(subject(size, { optional: true }), undefined), ['"" (empty)', "m", "not set"]);
  assert.deepEqual(labels(subject(size, { default: ["m"] }), "xl"), ['"" (empty)', "m", '"xl"']);
  assert.deepEqual(labels(subject({ ...number, constraint: oneOf(0, 1) }), "1"), ["0", "1", '"1"']);
  assert.deepEqual(labels(subject({ kind: "bool" }, {}), 5n), ["true", "false", "5"]);
});

test("one value explains itself", () => {
  assert.ok(onlyValue({ ...number, constraint: oneOf(0) }));
  assert.ok(!onlyValue({ ...number, nullable: true, constraint: oneOf(0) }));
  assert.ok(!onlyValue({ ...number, constraint: oneOf(0, 1) }));
  assert.ok(!onlyValue(number));
});

test("a value of another kind fits no control but a text", () => {
  assert.ok(!fits("list", { kind: "list", elem: string }, "a"));
  assert.ok(!fits("map", { kind: "map", elem: string }, []));
  assert.ok(!fits("switch", { kind: "bool" }, "true"));
  assert.ok(!fits("text", string, new Map()));
  assert.ok(!fits("text", string, null));
  assert.ok(fits("text", { ...string, nullable: true }, null));
  assert.ok(fits("text", string, 5n));
  assert.ok(fits("object", { kind: "object", fields: [] }, undefined));
});

test("a draft of a number is a number as far as it is one", () => {
  const field: Field = { name: "f", type: number };
  const cases: [string, string][] = [
    ["7", "7"],
    ["007", "7"],
    [" 7 ", "7"],
    ["-3", "-3"],
    ["99999999999999999999", "99999999999999999999"],
    ["1.50", "1.50"],
    ["1e3", "1e3"],
    ["1.", '"1."'],
    ["0x10", '"0x10"'],
    ["seven", '"seven"'],
    ["01.5", '"01.5"'],
  ];
  for (const [text, json] of cases) assert.equal(toJSON(meaning(text, number, field)!), json, text);
  assert.ok(meaning("1.5", number, field) instanceof Decimal);
});

test("an emptied control says that there is no value where there can be none", () => {
  const empty = (type: Type, field?: Partial<Field>) => meaning("", type, field && { name: "f", type, ...field });
  assert.equal(empty(number, {}), undefined);
  assert.equal(empty(number), "", "an element is there, or removed by its button");
  assert.equal(empty(string, {}), "");
  assert.equal(empty(string, { default: ["x"] }), "");
  assert.equal(empty(string, { optional: true }), undefined);
  assert.equal(empty({ ...string, nullable: true }, { default: [null] }), undefined);
});

test("a draft stands while it says what the input says", () => {
  assert.ok(stands(meaning("007", number), 7n));
  assert.ok(stands(new Decimal("1.50"), new Decimal("1.5")));
  assert.ok(!stands(meaning("007", number), 8n));
  assert.ok(!stands("7", 7n));
});

test("values as text", () => {
  assert.equal(textOf(undefined), "");
  assert.equal(textOf(7n), "7");
  assert.equal(textOf(new Decimal("0.5")), "0.5");
  assert.equal(textOf(" a\nb"), " a\nb");
  assert.equal(labelOf(null), "not set");
});
