import assert from "node:assert/strict";
import { test } from "node:test";
import { contracts, files, loaded } from "./gen.mjs";

const [own] = contracts;
const contract = await loaded(own);
const valid = {
  workspace_name: "dev",
  owner: "alice",
  compute_profile: { cpu: 4, memory: "8Gi", storage: "50Gi" },
  toolchain_template: { name: "swdev", version: "1.2.0" },
};

test("a value gives what its JSON gives, but for positions", () => {
  for (const { file, text } of files(own, "inputs").filter(({ file }) => file.endsWith(".json"))) {
    assert.equal(contract.render(JSON.parse(text)), contract.render(text), file);
  }
  const { diagnostics } = contract.evaluate({ ...valid, compute_profile: { ...valid.compute_profile, cpu: 4.5 } });
  assert.deepEqual(diagnostics, [
    { severity: "error", path: "compute_profile.cpu", summary: "compute_profile.cpu = 4.5: must be a whole number from 1 to 64" },
  ]);
  for (const cpu of [4, 4n, 4.0]) assert.ok(contract.evaluate({ ...valid, compute_profile: { ...valid.compute_profile, cpu } }).accepted);
  assert.ok(contract.evaluate({ ...valid, namespace: undefined }).accepted, "a member that is undefined is left out");
  assert.ok(contract.evaluate(Object.assign(Object.create(null), valid)).accepted);
  assert.match(contract.evaluate({ ...valid, owner: new Date(0) }).diagnostics[0].summary, /^owner = "1970-01-01T00:00:00.000Z"/);
});

test("what is no JSON is a mistake of the program, and no input", () => {
  class Special {}
  for (const [value, message] of [
    [Number.NaN, "the input.owner is NaN, which JSON does not have"],
    [() => 1, "the input.owner is of type function, which JSON does not have"],
    [[undefined], "the input.owner[0] is of type undefined, which JSON does not have"],
    // biome-ignore lint/suspicious/noSparseArray: it is what is refused
    [[1, , 2], "the input.owner[1] is of type undefined, which JSON does not have"],
    [new Map(), "the input.owner is a Map, and not a plain object"],
    [new Special(), "the input.owner is a Special, and not a plain object"],
    ["\ud800", "the input.owner has half of a surrogate pair"],
  ]) {
    assert.throws(() => contract.evaluate({ ...valid, owner: value }), { name: "TypeError", message });
  }
});

test("hostile inputs are refused, and soon", () => {
  const cyclic = { ...valid };
  cyclic.owner = cyclic;
  const many = 1 << 15;
  const begun = performance.now();
  for (const [input, summary] of [
    [cyclic, /nested deeper than 64 levels/],
    ["[".repeat(65) + "]".repeat(65), /nested deeper than 64 levels/],
    ["[".repeat(1 << 19), /nested deeper than 64 levels/],
    [`a: ${"[".repeat(many)}`, /nested deeper|not YAML/],
    [`{"owner": "${"x".repeat(1 << 20)}"}`, /larger than 1024 KiB/],
    [`owner: ${"x".repeat(1 << 16)}`, /larger than 64 KiB/],
    [{ ...valid, owner: "x".repeat(1 << 20) }, /larger than 1 MiB/],
    [`[${"{},".repeat(1 << 18)}{}]`, /must be an object/],
    [`{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":${i}`)}}`, /k0 is not an input/],
    [
      "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d]\nf: [*d, *d, *d]",
      /aliases stand for more than/,
    ],
    ["", /the text is empty/],
    ["a: 1\n---\nb: 1\n", /more than one document/],
    ["a: *example-token", /an alias has no anchor/],
    ["a: \u0000", /not UTF-8/],
  ]) {
    const { accepted, diagnostics } = contract.evaluate(input);
    assert.equal(accepted, false);
    assert.ok(diagnostics.length <= 101);
    assert.ok(
      diagnostics.some((d) => summary.test(d.summary)),
      `${summary} is not in ${diagnostics[0].summary.slice(0, 200)}`,
    );
    assert.ok(!diagnostics.some((d) => d.summary.includes("example-")));
  }
  assert.ok(contract.evaluate(valid).accepted, "the engine is there after it");
  assert.ok(performance.now() - begun < 60_000, "a minute");
});
