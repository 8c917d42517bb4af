// Which inputs shape an object: by hand for each way that an input goes, and held to the
// engine for the project's contract.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import type { Answer, Field, Json, KubernetesObject } from "../src/contract";
import type { Expression, ModelObject } from "../src/shaped/expression";
import { decides, inputsOf, type Model, objectOf, placesOf, reachOf, shapedObjects } from "../src/shaped/reach";
import { read } from "../src/text";
import { toJSON, type Value } from "../src/value";
import { inputs } from "./corpus";

const literal = (value: Json): Expression => ({ op: "literal", value: [value] });
const input = (name: string): Expression => ({ op: "input", name });
const get = (x: Expression, name: string): Expression => ({ op: "get", name, args: [x] });
const op = (op: string, ...args: Expression[]): Expression => ({ op, args });
const object = (members: { [key: string]: Expression }): Expression => ({
  op: "object",
  elems: Object.entries(members).map(([key, value]) => ({ key: literal(key), value })),
});
const list = (...values: Expression[]): Expression => ({ op: "list", elems: values.map((value) => ({ value })) });
const variable = (name: string): Expression => ({ op: "var", name });

const string = (name: string): Field => ({ name, type: { kind: "string" } });
const fields: Field[] = [
  string("a"),
  string("b"),
  { name: "size", type: { kind: "object", fields: [string("cpu"), { ...string("memory"), optional: true }] } },
  { name: "items", type: { kind: "list", elem: { kind: "string" } } },
  { name: "labels", type: { kind: "map", elem: { kind: "string" } } },
];

function model(body: Expression, more: Partial<ModelObject> = {}, locals: { [name: string]: Expression } = {}): Model {
  return {
    digest: "",
    name: "",
    inputs: fields,
    locals: Object.entries(locals).map(([name, value]) => ({ name, value })),
    objects: [{ name: "it", kind: "Kind", body, ...more }],
  };
}

// seen are the places of each input, and "exists" where it decides whether the object is there.
function seen(of: Model): { [input: string]: string[] } {
  const [it] = shapedObjects(of);
  return Object.fromEntries(
    inputsOf(it!).map((name) => [
      name,
      [...(it!.exists.has(name) ? ["exists"] : []), ...(it!.places.get(name) ?? []).map(({ words }) => words)],
    ]),
  );
}

test("an input is seen where its value goes, and what it decides", () => {
  const is = op("==", input("a"), literal("x"));
  const cases: [string, Model, { [input: string]: string[] }][] = [
    ["a value", model(object({ spec: object({ x: input("a"), y: literal(1) }) })), { a: ["spec.x"] }],
    ["an attribute", model(object({ x: get(input("size"), "cpu") })), { "size.cpu": ["x"] }],
    ["a whole object", model(object({ x: input("size") })), { "size.cpu": ["x.cpu"], "size.memory": ["x.memory"] }],
    ["a text", model(object({ x: op("text", input("a"), literal("-"), input("b")) })), { a: ["x"], b: ["x"] }],
    ["a choice", model(object({ x: op("if", is, input("b"), literal("y")) })), { b: ["x"], a: ["x"] }],
    ["a condition of the object", model(object({ x: literal(1) }), { if: is }), { a: ["exists"] }],
    ["a condition and a value", model(object({ x: input("a") }), { if: is }), { a: ["exists", "x"] }],
    [
      "a condition of a member",
      model({
        op: "object",
        elems: [
          { key: literal("x"), value: literal(1), clauses: [{ if: is }] },
          { key: literal("y"), value: input("b") },
        ],
      }),
      { a: ["x"], b: ["y"] },
    ],
    [
      "a local, of which a part is taken",
      model(object({ x: get({ op: "local", name: "l" }, "p") }), {}, { l: object({ p: input("a"), q: input("b") }) }),
      { a: ["x"] },
    ],
    ["elements", model(object({ x: list(input("a"), literal("y")) })), { a: ["x[*]"] }],
    [
      "a condition of an element",
      model(object({ x: { op: "list", elems: [{ value: object({ n: input("b") }), clauses: [{ if: is }] }] } })),
      { a: ["x"], b: ["x[*].n"] },
    ],
    [
      "a loop over a list",
      model(
        object({
          x: { op: "list", elems: [{ value: object({ n: variable("v") }), clauses: [{ for: { value: "v", in: input("items") } }] }] },
        }),
      ),
      { items: ["x"] },
    ],
    [
      "a loop over what is in the contract",
      model(
        object({
          x: {
            op: "list",
            elems: [
              { value: get(variable("v"), "p"), clauses: [{ for: { value: "v", in: list(object({ p: input("a"), q: input("b") })) } }] },
            ],
          },
        }),
      ),
      { a: ["x[*]"] },
    ],
    [
      "all members of a map",
      model({ op: "object", elems: [{ value: input("labels") }, { key: literal("y"), value: input("a") }] }),
      { labels: ["[*]"], a: ["y"] },
    ],
    ["whether something is given", model(object({ x: { op: "has", name: "memory", args: [input("size")] } })), { "size.memory": ["x"] }],
    [
      "lists put together",
      model(object({ x: { op: "call", name: "concat", args: [list(input("a")), list(literal("y"))] } })),
      { a: ["x[*]"] },
    ],
    [
      "a list in another order",
      model(object({ x: { op: "call", name: "sort", args: [list(input("a"), input("b"))] } })),
      { a: ["x"], b: ["x"] },
    ],
    ["the name of another object", model(object({ x: { op: "object_ref", name: "name", args: [input("a")] } })), { a: ["x"] }],
    [
      "an object for each of a list",
      model(object({ x: variable("v"), y: input("b") }), {
        each: { clauses: [{ for: { value: "v", in: input("items") } }], key: variable("v"), prefix: "it_" },
      }),
      { items: ["exists", "x"], b: ["y"] },
    ],
    ["nothing", model(object({ x: literal({ y: [1] }) })), {}],
  ];
  for (const [what, of, want] of cases) assert.deepEqual(seen(of), want, what);
});

test("an attribute reaches what depends on whether its object is given", () => {
  const optional: Field = { name: "scale", optional: true, type: { kind: "object", fields: [string("max")] } };
  const all = shapedObjects({ ...model(object({}), { if: { op: "has", name: "scale" } }), inputs: [optional] });
  assert.deepEqual([inputsOf(all[0]!), reachOf(all, "scale.max").length, decides(all[0]!, "scale.max")], [["scale"], 1, true]);
});

test("an object of the page is one of the contract's, also of a loop", () => {
  const all = shapedObjects({
    ...model(object({})),
    objects: [
      { name: "one", kind: "A", body: object({ x: get(input("size"), "cpu") }), if: op("==", get(input("size"), "memory"), literal("")) },
      { name: "each_", kind: "B", body: object({}), each: { clauses: [], key: literal(""), prefix: "each_" } },
    ],
  });
  assert.equal(objectOf(all, "one")?.object.kind, "A");
  assert.equal(objectOf(all, "each_x")?.object.kind, "B");
  assert.equal(objectOf(all, "other"), undefined);
  const [one] = reachOf(all, "size");
  assert.deepEqual([one!.object.name, decides(one!, "size"), decides(one!, "size.cpu")], ["one", true, false]);
  assert.deepEqual(
    placesOf(one!, "size").map(({ words, path }) => [words, path]),
    [["x", ["x"]]],
  );
  assert.deepEqual(reachOf(all, "siz"), []);
});

// engine is the one of the page. In a thread of its own it gets a stack like a browser's.
async function engine(model: string) {
  const script = `
    const { parentPort, workerData } = require("node:worker_threads");
    const { readFileSync } = require("node:fs");
    const { brotliDecompressSync } = require("node:zlib");
    const file = (name) => brotliDecompressSync(readFileSync("dist/engine/" + name + ".br"));
    new Function(file("wasm_exec.js").toString())();
    const go = new Go();
    WebAssembly.instantiate(file("engine.wasm"), go.importObject).then(({ instance }) => {
      void go.run(instance);
      engine.load(workerData);
      parentPort.on("message", (request) => parentPort.postMessage(engine.answer(request)));
    });`;
  const worker = new Worker(script, { eval: true, workerData: model, resourceLimits: { stackSizeMb: 32 } });
  const ask = (input: Value): Promise<Answer> =>
    new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", (text: string) => {
        worker.off("error", reject);
        resolve(JSON.parse(text) as Answer);
      });
      worker.postMessage(`{"input":${toJSON(input)},"render":["objects"],"show_secrets":true}`);
    });
  return { ask, end: () => worker.terminate() };
}

test("what an input changes is among what it reaches", async () => {
  const text = readFileSync("../generated/model.json", "utf8");
  const contract = JSON.parse(text) as Model;
  const { ask, end } = await engine(text);
  const all = shapedObjects(contract);
  const examples = inputs()
    .filter(({ name }) => name.startsWith("testdata/inputs/"))
    .map(({ text, language }) => read(text, language).value as Map<string, Value>);
  const paths = contract.inputs.flatMap(({ name, type }) => [[name], ...(type.fields ?? []).map((field) => [name, field.name])]);
  const said = examples.map((example) => paths.map((path) => JSON.stringify(path.reduce<unknown>(member, example), asJSON)));
  // Each case is an example, and a path where another one says something else.
  const cases = paths.flatMap((path, p) =>
    examples.flatMap((one, i) => {
      const other = examples.find((_, j) => said[j]![p] !== said[i]![p]);
      return other ? [{ one, other, path }] : [];
    }),
  );
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...cases), async ({ one, other, path }) => {
      const before = (await ask(one)).objects;
      const after = (await ask(put(one, path, other))).objects;
      if (!before || !after) return;
      const input = path.join(".");
      for (const name of new Set([...before, ...after].map(({ name }) => name))) {
        const was = before.find((object) => object.name === name)?.body;
        const is = after.find((object) => object.name === name)?.body;
        const differences = !was || !is ? undefined : different(was, is, []);
        if (differences?.length === 0) continue;
        changed++;
        const shaped = objectOf(all, name)!;
        assert.ok(reachOf(all, input).includes(shaped), `${input} changes ${name}`);
        if (!differences) assert.ok(decides(shaped, input), `${input} decides whether ${name} exists`);
        const places = placesOf(shaped, input).map(({ path }) => path);
        for (const at of differences ?? []) {
          assert.ok(
            places.some((path) => path.every((step, i) => at[i] === undefined || at[i] === step)),
            `${input} changes ${name} at ${at.join(" ")}`,
          );
        }
      }
    }),
    { numRuns: 150 },
  );
  await end();
  assert.ok(changed > 100, `only ${changed} objects have changed`);
});

const member = (value: unknown, name: string): unknown => (value instanceof Map ? value.get(name) : undefined);
const asJSON = (_: string, value: unknown): unknown =>
  value instanceof Map ? [...value] : typeof value === "bigint" ? String(value) : value;

// put gives an input what another one has at a path.
function put(one: Map<string, Value>, [name, inner]: string[], other: Map<string, Value>): Value {
  const changed = new Map(one);
  const from = other.get(name!);
  if (inner === undefined) from === undefined ? changed.delete(name!) : changed.set(name!, from);
  else changed.set(name!, inside(one.get(name!), inner, from));
  return changed;
}

function inside(one: Value | undefined, name: string, other: Value | undefined): Value {
  const changed = new Map(one instanceof Map ? one : []);
  const from = other instanceof Map ? other.get(name) : undefined;
  if (from === undefined) changed.delete(name);
  else changed.set(name, from);
  return changed;
}

// different are the outermost places where two values differ, with lists as a whole.
function different(a: unknown, b: unknown, path: string[]): string[][] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  const isObject = (value: unknown): value is KubernetesObject => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject(a) || !isObject(b)) return [path];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => different(a[key], b[key], [...path, key]));
}
