import assert from "node:assert/strict";
import { test } from "node:test";
import { computed, effect, signal } from "@preact/signals";
import type { Choice, Diagnostic, Field } from "../src/contract";
import { put } from "../src/form/change";
import { assign } from "../src/form/findings";
import { elementPlace, fieldPlace, idOf, type Place, rootPlace } from "../src/form/place";
import { byPath } from "../src/form/refusals";
import { arrange } from "../src/form/sections";
import { fromJSON, type Step, toJSON, type Value } from "../src/value";

const fields: Field[] = [
  { name: "name", type: { kind: "string" } },
  { name: "zone", type: { kind: "string" }, optional: true },
  {
    name: "size",
    type: {
      kind: "object",
      fields: [
        { name: "cpu", type: { kind: "number" } },
        { name: "gpu", type: { kind: "number" }, default: [0] },
      ],
    },
  },
  { name: "can", type: { kind: "object", fields: [{ name: "fly", type: { kind: "bool" }, default: [true] }] }, default: [{}] },
  { name: "command", type: { kind: "list", elem: { kind: "string" } }, default: [["sh", "-c"]] },
  {
    name: "hosts",
    type: { kind: "list", elem: { kind: "object", fields: [{ name: "port", type: { kind: "number" }, default: [80] }] } },
    default: [[]],
  },
  { name: "limit", type: { kind: "number", nullable: true }, default: [null] },
  { name: "token", type: { kind: "map", elem: { kind: "string" } }, default: [{}], sensitive: true },
];

function form(input: unknown) {
  const value = signal<Value | undefined>(fromJSON(input));
  const diagnostics = signal<Diagnostic[]>([]);
  const choices = signal<Choice[]>([]);
  const root = rootPlace(
    {
      value,
      findings: computed(() => assign(fields, value.value, diagnostics.value)),
      choices: computed(() => byPath(choices.value)),
      arrangement: arrange(fields),
      matches: signal(undefined),
      edit: (path, next) => (value.value = put(value.peek(), path, next)),
    },
    fields,
  );
  const place = (...path: Step[]): Place =>
    path.reduce<Place>((of, step) => {
      const field = of.type.fields?.find(({ name }) => name === step);
      return field ? fieldPlace(of, field) : elementPlace(of, step);
    }, root);
  return { root, place, value, diagnostics, json: () => toJSON(value.peek() ?? null) };
}

test("a place shows what the input says, or else the default", () => {
  const { place } = form({ can: { fly: null }, limit: null, name: null });
  assert.equal(place("can", "fly").shown.value, true);
  assert.equal(place("can", "fly").given.value, null);
  assert.equal(place("limit").shown.value, null);
  assert.equal(place("name").shown.value, null);
  assert.equal(place("name").odd.value, true, "null is no string, and is shown as it is");
  assert.equal(place("zone").shown.value, undefined);
  assert.equal(place("command", 1).shown.value, "-c");
  assert.equal(place("command", 1).given.value, undefined);
  assert.equal(place("size", "gpu").shown.value, 0n);
  assert.equal(place("token", "x").sensitive, true);
});

test("edits", () => {
  const cases: [string, unknown, Step[], Step[], unknown, string][] = [
    ["sets a field", {}, ["name"], [], "a", '{"name":"a"}'],
    ["makes the object around it", {}, ["size", "cpu"], [], 2, '{"size":{"cpu":2}}'],
    ["makes an input of what is none", null, ["size", "cpu"], [], 2, '{"size":{"cpu":2}}'],
    ["writes the default out when a part of it changes", {}, ["command", 1], [], "-x", '{"command":["sh","-x"]}'],
    ["also where null stands for it", { command: null }, ["command"], [0], undefined, '{"command":["-c"]}'],
    ["removes a field", { name: "a", zone: "b" }, ["zone"], [], undefined, '{"name":"a"}'],
    ["removes an object that says nothing more", { name: "a", can: { fly: false } }, ["can", "fly"], [], undefined, '{"name":"a"}'],
    ["keeps one that is required", { size: { cpu: 2 } }, ["size", "cpu"], [], undefined, '{"size":{}}'],
    ["keeps one that is an element", { hosts: [{ port: 1 }] }, ["hosts", 0, "port"], [], undefined, '{"hosts":[{}]}'],
    ["removes a list that says nothing more", { hosts: [{}] }, ["hosts"], [0], undefined, "{}"],
    ["keeps an empty list that is not the default", { command: ["x"] }, ["command"], [0], undefined, '{"command":[]}'],
    ["removes nothing where nothing is", {}, ["size", "cpu"], [], undefined, "{}"],
    ["sets in an element", { hosts: [{}, {}] }, ["hosts", 1, "port"], [], 5, '{"hosts":[{},{"port":5}]}'],
  ];
  for (const [name, input, at, path, next, json] of cases) {
    const { place, json: after } = form(input);
    place(...at).edit(path, next === undefined ? undefined : fromJSON(next));
    assert.equal(after(), json, name);
  }
});

test("an edit reaches only the places whose values differ", () => {
  const { place, value, diagnostics } = form({ name: "a", size: { cpu: 1 }, hosts: [{ port: 1 }, { port: 2 }] });
  const seen: string[] = [];
  for (const path of [["name"], ["size"], ["size", "cpu"], ["size", "gpu"], ["hosts", 0], ["hosts", 1, "port"]] as Step[][]) {
    const of = place(...path);
    effect(() => {
      void of.shown.value;
      void of.given.value;
      void of.diagnostics.value;
      seen.push(path.join("."));
    });
  }
  const after = (act: () => void) => {
    seen.length = 0;
    act();
    return seen.sort();
  };
  assert.deepEqual(
    after(() => (value.value = fromJSON({ name: "a", size: { cpu: 1 }, hosts: [{ port: 1 }, { port: 2 }] }))),
    [],
  );
  assert.deepEqual(
    after(() => (value.value = fromJSON({ name: "a", size: { cpu: 2 }, hosts: [{ port: 1 }, { port: 2 }] }))),
    ["size", "size.cpu"],
  );
  assert.deepEqual(
    after(() => (diagnostics.value = [{ severity: "error", path: "name", summary: "no" }])),
    ["name"],
  );
  assert.deepEqual(
    after(() => (diagnostics.value = [{ severity: "error", path: "name", summary: "no" }])),
    [],
  );
});

test("ids hold no space and no two places share one", () => {
  const paths: Step[][] = [["a", "b"], ["a.b"], ["a", 0], ["a", "0"], ["a b"], ["a~0020b"], ["a\ud800"], ["ä"]];
  const ids = paths.map((path) => idOf({ path }));
  assert.equal(new Set(ids).size, paths.length);
  for (const id of ids) assert.match(id, /^[\w.~-]+$/);
});
