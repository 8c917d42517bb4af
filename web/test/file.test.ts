import assert from "node:assert/strict";
import { test } from "node:test";
import { look } from "../src/file";

const file = (name: string, text: string | Uint8Array<ArrayBuffer>) => new File([text], name);

test("a file with one document is the input, with its comments, in the language of its name or its text", async () => {
  for (const [name, text, language] of [
    ["a.yaml", "# why\n---\na: 1\n", "yaml"],
    ["a.yml", '{"a": 1}', "yaml"],
    ["a.json", '\n{"a": 1}\n', "json"],
    ["a", '{"a": 1}', "json"],
    ["a.txt", "a: [", "yaml"], // errors are shown in the editor
  ] as const) {
    assert.deepEqual(await look(file(name, text)), { text, language }, name);
  }
});

test("a file with many documents is a fleet", async () => {
  const large = '{"a": 1}\n'.repeat(1 << 18);
  for (const [name, text] of [
    ["a.yaml", "a: 1\n---\na: 2\n"],
    ["a.json", '{"a": 1} {"a": 2}'],
    ["a.ndjson", '{"a": 1}'],
    ["large.json", large],
    ["large", large],
  ] as const) {
    assert.deepEqual(await look(file(name, text)), { fleet: "inputs" }, name);
  }
});

test("a model.json is the older contract of a fleet, in every format", async () => {
  for (const begin of ['{"digest":"0"', '{"format":2,\n"digest":"0"', ' {\n  "format": 12,\n  "digest": "0"']) {
    assert.deepEqual(await look(file("model.json", `${begin},"name":"base"}`)), { fleet: "older" });
  }
  assert.deepEqual(await look(file("a.json", '{"format":2,"owner":"x"}')), { text: '{"format":2,"owner":"x"}', language: "json" });
});

test("a file that is no input is not opened", async () => {
  for (const [name, content, problem] of [
    ["a.yaml", "", /empty/],
    ["a.yaml", new Uint8Array([0xff, 0xfe, 0x00]), /not UTF-8/],
    ["a.yaml", `a: ${"x".repeat(1 << 20)}`, /larger than 1 MiB/],
    ["a.yaml", `a: ${"x".repeat(3 << 20)}`, /larger than 1 MiB/],
  ] as const) {
    const opened = await look(file(name, content));
    assert.ok("problem" in opened && problem.test(opened.problem), JSON.stringify(opened));
  }
});
