import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { RefusedError } from "@base-k8s/contract";
import { contracts, files, gen, loaded, verdicts } from "./gen.mjs";

for (const contract of contracts) {
  const ready = loaded(contract);

  test(`what ${contract.dir} accepts is rendered as gen renders it`, async () => {
    const inputs = files(contract, "inputs");
    const wanted = verdicts(contract, inputs);
    for (const [i, { file, text }] of inputs.entries()) {
      const c = await ready;
      assert.equal(c.render(text, "yaml", { file }), gen(contract, ["render", "-f", file]), file);
      assert.equal(c.render(text, "json"), gen(contract, ["render", "-f", file, "-o", "json"]), file);
      const { accepted, diagnostics, objects, outputs } = c.evaluate(text, { file });
      assert.deepEqual({ file, document: 1, accepted, diagnostics }, wanted[i]);
      assert.deepEqual({ apiVersion: "v1", items: objects, kind: "List" }, JSON.parse(c.render(text, "json")), file);
      assert.deepEqual(outputs, JSON.parse(gen(contract, ["outputs", "-f", file])), file);
    }
  });

  test(`what ${contract.dir} refuses is refused as gen refuses it`, async () => {
    const inputs = files(contract, "refused");
    const wanted = verdicts(contract, inputs);
    for (const [i, { file, text }] of inputs.entries()) {
      const c = await ready;
      const { accepted, diagnostics } = c.evaluate(text, { file });
      assert.deepEqual({ file, document: 1, accepted, diagnostics }, wanted[i]);
      assert.throws(
        () => c.render(text, "yaml", { file }),
        (error) => {
          assert.ok(error instanceof RefusedError);
          assert.deepEqual(error.diagnostics, diagnostics);
          return error.message.includes(diagnostics[0].summary);
        },
      );
    }
  });
}

const [own] = contracts;

test("a change does what gen diff says", async () => {
  const c = await loaded(own);
  const inputs = files(own, "inputs").filter(({ file }) => file.endsWith(".yaml"));
  const before = inputs.find(({ file }) => file.endsWith("/default.yaml")).text;
  const write = (name, texts) => {
    const file = new URL(`../${name}`, import.meta.url).pathname;
    writeFileSync(file, texts.map((text) => `---\n${text}\n`).join(""));
    return file;
  };
  const args = [
    "-f",
    write(
      "old.yaml",
      inputs.map(() => before),
    ),
    "-f",
    write(
      "new.yaml",
      inputs.map(({ text }) => text),
    ),
  ];
  const lines = gen(own, ["diff", "-o", "json", ...args])
    .trimEnd()
    .split("\n");
  assert.equal(lines.length, inputs.length + 1, "a line for each, and the summary");
  // Where things stand is said by gen alone.
  const place = (key, value) => /^(position|contract|line|document)$/.test(key) || (key === "input" && value.endsWith(".yaml"));
  const bare = (line) => JSON.parse(line, (key, value) => (place(key, value) ? undefined : value));
  for (const [i, { file, text }] of inputs.entries()) assert.deepEqual(bare(JSON.stringify(c.change(before, text))), bare(lines[i]), file);
});

test("a change from or to what is refused says why", async () => {
  const c = await loaded(own);
  const [{ text }] = files(own, "inputs");
  const refused = c.change(text, "{\n}");
  assert.deepEqual(
    [refused.effect, refused.objects, refused.diagnostics[0]],
    [
      "refused",
      [],
      { severity: "error", path: "workspace_name", summary: "workspace_name is required", positions: [{ line: 1, column: 1 }] },
    ],
  );
  assert.equal(c.change("{}", text).effect, "invalid");
  assert.equal(c.change("{", text).effect, "invalid");
  assert.equal(c.change(text, "{").effect, "refused");
  assert.equal(c.change("{}", "{").effect, "invalid");
});

// Documents in which places are hard to find: what is wrong stands where gen says.
const awkward = [
  "# a comment\n---\nowner: [1]\n",
  'é: 1\n"ü b": {x: 1}\n',
  "env_from: [{é: 1}, {secret: é}]\n",
  "env_from:\n- &one\n  secret: '1 '\n- *one\n- &two {secret: ' 2'}\n",
  "tolerations: [a, &x b, !!str c,\n  *x]\n",
  "overrides:\n  labels: &l {a/b/c: 1}\n  annotations:\n    <<: *l\n    z: 1\n",
  "overrides: {labels: {<<: [{'a b': 1}, {'c d': 2}], x: }}\n",
  "volumes:\n- name: A\n  mount_path: /x\n-\n  name: B\n",
  '{"owner": [1], "overrides": {"labels": {"é": 1, "ü": {}}},\n "tolerations": [1, "x",\n  {"é": 2}]}',
  "\ufeffowner: [1]\n",
  '\ufeff{"owner": [1]}',
  "owner: |\n  two\n  lines\nworkspace_name: >-\n  fol\n  ded\n",
  "dns_cidrs: [10.0.0.0/8, 1.2.3.4,\n  '5']\nsecrets: {a: 1}\n",
  "[]",
  "text",
];

test("what is wrong stands where gen says", async () => {
  const c = await loaded(own);
  for (const text of awkward) {
    const want = JSON.parse(gen(own, ["vet", "-o", "json", "-f", "-"], text));
    assert.deepEqual(c.evaluate(text, { file: "stdin" }).diagnostics, want.diagnostics, text);
  }
});
