import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "@base-k8s/contract";
import { contracts, files, gen, loaded } from "./gen.mjs";

const [own, reports] = contracts;
const model = readFileSync("generated/model.json", "utf8");

test("a contract describes itself and its inputs", async () => {
  const c = await load(model);
  const schema = JSON.parse(readFileSync("generated/input.schema.json", "utf8"));
  assert.equal(c.name, "base");
  assert.match(c.doc, /^A Coder workspace/);
  assert.equal(c.digest, JSON.parse(model).digest);
  compare(c.inputs, schema, "");
  c.inputs[0].type.kind = "number";
  assert.equal(c.inputs[0].type.kind, "string", "what is handed out is a copy");
});

// compare compares fields with the JSON Schema that editors read.
function compare(fields, schema, path) {
  assert.deepEqual(fields.map(({ name }) => name).sort(), Object.keys(schema.properties).sort());
  for (const { name, type, required, default: value, sensitive, ...rest } of fields) {
    const at = `${path}.${name}`;
    const property = schema.properties[name];
    assert.equal(required, (schema.required ?? []).includes(name), at);
    assert.equal(sensitive, property.writeOnly ?? false, at);
    assert.deepEqual(value, property.default, at);
    assert.deepEqual(Object.keys(rest), ["doc", "effect"]);
    if (type.choices)
      assert.deepEqual(
        type.choices,
        property.enum.filter((choice) => choice !== null),
        at,
      );
    if (type.kind === "object") compare(type.fields, property, at);
    if (type.kind === "list" && type.elem.kind === "object") compare(type.elem.fields, property.items, `${at}[]`);
  }
}

test("what is no model.json is refused in words", async () => {
  for (const [text, message] of [
    ["", /^model\.json: the contract cannot be read: at byte 0/],
    [readFileSync("generated/input.schema.json"), /it has no digest, inputs or objects of a contract, as every model\.json has$/],
    [model.replace(/^\{("format":\d+,)?/, '{"format":3,'), /it has format 3, and this program reads formats up to 2: update the program/],
    [model.slice(0, 1000), /^model\.json: the contract cannot be read: /],
  ]) {
    await assert.rejects(load(text), { message });
  }
  await assert.rejects(load(Uint8Array.of(0xff)), TypeError);
  await assert.rejects(load(model, { wasm: new Uint8Array(8) }), WebAssembly.CompileError);
});

test("contracts do not disturb each other, nor the program", async () => {
  const before = Object.keys(globalThis);
  const all = await Promise.all([
    load(model),
    loaded(reports),
    load(Buffer.from(model)),
    load(model, { wasm: readFileSync(new URL(import.meta.resolve("@base-k8s/contract/engine.wasm"))) }),
  ]);
  const [input] = files(own, "inputs");
  const [report] = files(reports, "inputs");
  const want = gen(own, ["render", "-f", input.file]);
  for (const c of [all[0], all[2], all[3]]) assert.equal(c.render(input.text), want);
  assert.equal(all[1].render(report.text), gen(reports, ["render", "-f", report.file]));
  assert.deepEqual(Object.keys(globalThis), before);
});

test("data of Secrets is masked when that is wanted", async () => {
  const c = await load(model);
  const { text } = files(own, "inputs").find(({ file }) => file.endsWith("/secrets.yaml"));
  const data = ({ objects }) => objects.filter(({ kind }) => kind === "Secret").flatMap((o) => Object.values(o.data));
  const masked = data(c.evaluate(text, { maskSecrets: true }));
  assert.ok(masked.length > 0 && masked.every((value) => value === "masked"));
  assert.ok(data(c.evaluate(text)).every((value) => value !== "masked"));
  assert.match(c.render(text, "yaml", { maskSecrets: true }), /: masked\n/);
});

test("a program that is done ends", () => {
  const script = `import { load } from "@base-k8s/contract"; import { readFileSync } from "node:fs";
    (await load(readFileSync("generated/model.json"))).evaluate("{}");`;
  const cwd = new URL("..", import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", script.replace("generated", `${process.cwd()}/generated`)],
    { cwd, timeout: 60_000, encoding: "utf8" },
  );
  assert.deepEqual([status, stdout, stderr], [0, "", ""]);
});
