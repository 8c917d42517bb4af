import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Contract } from "../src/contract";
import { keepable } from "../src/keep";
import { type Language, read, write } from "../src/text";
import type { Value } from "../src/value";

const contract: Contract = {
  digest: "",
  name: "test",
  inputs: [
    { name: "owner", type: { kind: "string" } },
    { name: "size", type: { kind: "object", fields: [{ name: "cpu", type: { kind: "number" } }] } },
    { name: "labels", type: { kind: "map", elem: { kind: "string" } } },
    { name: "agent_token", type: { kind: "string" }, sensitive: true },
    { name: "secrets", type: { kind: "map", elem: { kind: "string" } }, sensitive: true },
  ],
};
const open: Contract = { ...contract, inputs: contract.inputs.filter(({ sensitive }) => !sensitive) };

const readable: Value = new Map<string, Value>([
  ["labels", new Map([["example.com/team", "x"]])],
  ["secrets", new Map([["PASSWORD", "x"]])],
]);
const kept = (text: string, language: Language = "yaml", of = contract) => keepable(read(text, language), of, readable);

test("a text with nothing sensitive is kept as it is written", () => {
  for (const text of [
    "# why\nowner: alice # and this\nsize: {cpu: 4}\n",
    "owner: alice\nagent_token: ''\nsecrets: {}\n",
    "# why\n{}\n",
    "# why\n{owner: alice} # and this\n",
    "owner: [broken\n",
    "owner: alice\n  size: {cpu: 4,\nlabels:\n  example.com/team: x: y\n",
    "# a remark: with a colon\nowner: 'alice\n",
    "owner: alice\n- x\n",
  ]) {
    assert.equal(kept(text), text);
  }
  for (const text of ['{"owner": "alice"', '{\n  "owner": "alice",\n  "size": {"cpu": 4},\n}\n']) assert.equal(kept(text, "json"), text);
});

test("sensitive and unknown inputs are left out, and comments stay", () => {
  assert.equal(
    kept("# why\nowner: alice # and this\nagent_token: a-secret # old one\ntokn: a-secret\nsize: {cpu: 4}\n"),
    "# why\nowner: alice # and this\nsize: {cpu: 4}\n",
  );
  assert.equal(kept("owner: alice\nsecrets:\n  # KEY: a-secret\nsize: {cpu: 4}\n"), "owner: alice\nsize: {cpu: 4}\n");
  assert.equal(kept("owner: alice\n# is a-secret\nagent_token: x\nsize: {cpu: 4}\n"), "owner: alice\nsize: {cpu: 4}\n");
  assert.equal(kept("# is a-secret\nagent_token: x\nsize: {cpu: 4}\n"), "size: {cpu: 4}\n");
  assert.equal(kept("owner: alice\nsecrets: # a-secret\nsize: {cpu: 4}\n"), "owner: alice\nsize: {cpu: 4}\n");
  assert.equal(kept("owner: alice\nsecrets:\n  KEY: a-secret\n  # more\n"), "owner: alice\n");
});

test("a text that may hold something sensitive where it cannot be found is not kept", () => {
  for (const text of [
    "# agent_token: a-secret\nowner: alice\n",
    "owner: alice # the agent token is a-secret\n",
    "owner: a-secret\nagent_token: a-secret\n", // is in both
    "a-secret",
    "- a-secret\n",
    "owner: [\nagent_token: a-secret\n",
    "owner: [\nagentToken: a-secret\n",
    "owner: [\ntokn: a-secret\n", // mistyped
    "owner: [\nlabels: {tokn: a-secret}\n",
    "owner: [\nsecrets:\n  KEY: a-secret\n",
    "owner: [\n  PASSWORD: a-secret\n", // is known as a key of the secrets alone
    "owner: alice: bob\na-secret\n",
    `owner: [${"x".repeat(1 << 18)}`,
  ]) {
    assert.equal(kept(text), undefined, text);
  }
  for (const text of ['{"owner": "x", "tokn": "a-secret"', '{"owner": "x # y", "tokn": "a-secret"', '"a-secret']) {
    assert.equal(kept(text, "json"), undefined, text);
  }
});

test("a text that is made to take long does not", () => {
  const size = 60_000;
  for (const text of [
    `owner: [${" ".repeat(size)}x`,
    `owner: [${" #".repeat(size / 2)}"`,
    `# ${"# ".repeat(size / 30)}\nagent_token: x\n`,
    `owner: ["${'\\"'.repeat(size / 2)}`,
    `owner: [${",a".repeat(size / 2)}`,
    `owner: [${"- ".repeat(size / 2)}`,
    `owner: x\n${Array.from({ length: 5000 }, (_, i) => `x${i}: a${i}\n`).join("")}`,
    `agent_token: [${Array.from({ length: 8000 }, (_, i) => `a${i}`).join()}]\n`,
  ]) {
    for (const language of ["yaml", "json"] as const) {
      const said = read(text, language);
      const begun = performance.now();
      keepable(said, contract, readable);
      const took = performance.now() - begun;
      assert.ok(took < 1000, `${took} ms for ${language} ${text.slice(0, 30)}`);
    }
  }
});

test("where the contract has no sensitive inputs, a text that cannot be read is kept", () => {
  assert.equal(kept("owner: [\ntokn: x\n", "yaml", open), "owner: [\ntokn: x\n");
});

// The seed is fixed, so that a failure comes again; FUZZ=10000 runs more.
const settings = { seed: 20261128, numRuns: Number(process.env.FUZZ ?? 300) };

test("wherever a text is cut or changed, what a sensitive input has is not kept", () => {
  const secret = "a-secret-that-nobody-must-see";
  const input = fc.record(
    {
      owner: fc.string(),
      size: fc.record({ cpu: fc.bigInt({ min: 0n, max: 99n }) }).map((o) => new Map(Object.entries(o))),
      agent_token: fc.constant(secret),
      agentToken: fc.constant(secret),
      secrets: fc.constant(new Map([["KEY", secret]])),
      labels: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }).map((o) => new Map(Object.entries(o))),
    },
    { requiredKeys: [] },
  );
  const noise = fc.constantFrom("", "[", "{", "}", '"', "'", ":", ": ", "\n", "# ", "- ", "\t", "x", "  ", "&a ", "*a", "|\n");
  fc.assert(
    fc.property(
      input,
      fc.constantFrom<Language>("yaml", "json"),
      fc.array(fc.tuple(fc.nat(400), noise), { maxLength: 3 }),
      (input, language, changes) => {
        let { text } = write(new Map(Object.entries(input)) as Value, language);
        // The names and the secret stay whole, as whoever types would have them.
        for (const [at, noise] of changes) {
          const places = Array.from(text.matchAll(/(?<![\w-])|(?![\w-])/g), ({ index }) => index);
          const place = places[at % places.length]!;
          text = text.slice(0, place) + noise + text.slice(place);
        }
        assert.ok(!(kept(text, language) ?? "").includes(secret), text);
      },
    ),
    settings,
  );
});
