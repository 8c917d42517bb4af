import assert from "node:assert/strict";
import { test } from "node:test";
import type { Field } from "../src/contract";
import { conditionOf, holds } from "../src/form/condition";
import { arrange } from "../src/form/sections";
import { fromJSON } from "../src/value";

const bool = { kind: "bool" } as const;
const string = { kind: "string" } as const;
const fields: Field[] = [
  { name: "zone", type: string, default: [""], subject: "cluster" },
  { name: "name", type: string },
  { name: "can", type: { kind: "object", fields: [{ name: "fly", type: bool, default: [false] }] }, default: [{}], subject: "what_it_can" },
  { name: "wings", type: { kind: "number" }, default: [2], effect: "none; restart with can.fly" },
  { name: "mode", type: string, default: ["slow"], effect: "restart" },
  { name: "speed", type: { kind: "number" }, default: [1], effect: "none; at most live unless mode = slow" },
  { name: "owner", type: string, effect: "none; restart with can.fly" },
  { name: "image", type: string, default: [""], effect: "none; restart without tag" },
  { name: "tag", type: string, default: [""], effect: "none; restart without image" },
  { name: "odd", type: string, default: [""], effect: "none; restart with nothing.like.this" },
  { name: "size", type: { kind: "object", fields: [] }, default: [{}] },
];
const named = (name: string): Field => fields.find((field) => field.name === name)!;

test("what is required comes first, then the subjects in the order of the contract", () => {
  const sections = arrange(fields).sections.map(({ title, fields }) => [title, fields.map(({ name }) => name)]);
  assert.deepEqual(sections, [
    ["Required", ["name", "owner"]],
    ["Cluster", ["zone"]],
    ["What it can", ["can"]],
    ["Optional", ["mode", "image", "tag", "odd"]],
    ["size", ["size"]],
  ]);
});

test("what does nothing until another field is set comes with that, and everything is somewhere once", () => {
  const { sections, dependents } = arrange(fields);
  assert.deepEqual(
    Array.from(dependents, ([path, groups]) => [path, groups.map((g) => [g.condition.words, g.fields.map(({ name }) => name)])]),
    [
      ["can.fly", [["with can.fly", ["wings"]]]],
      ["mode", [["unless mode = slow", ["speed"]]]],
    ],
  );
  const all = [...sections, ...Array.from(dependents.values()).flat()].flatMap(({ fields }) => fields.map(({ name }) => name));
  assert.deepEqual(all.sort(), fields.map(({ name }) => name).sort());
});

test("a condition holds by what the input says, or else by the default", () => {
  const says = (name: string, input: unknown) => holds(conditionOf(named(name))!, fields, fromJSON(input));
  assert.equal(says("wings", {}), false);
  assert.equal(says("wings", { can: { fly: true } }), true);
  assert.equal(says("speed", {}), false);
  assert.equal(says("speed", { mode: "fast" }), true);
  assert.equal(says("tag", {}), true);
  assert.equal(says("tag", { image: "a" }), false);
  assert.equal(conditionOf(named("mode")), undefined);
});
