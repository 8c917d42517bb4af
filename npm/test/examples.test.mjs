import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { contracts, files, gen } from "./gen.mjs";

const [own] = contracts;
const path = (name) => new URL(name, import.meta.url).pathname;
const run = (example, ...args) =>
  spawnSync(process.execPath, [path(`../examples/${example}`), "generated/model.json", ...args], { encoding: "utf8" });

test("the example renders as gen does, and says what gen says", () => {
  const { file } = files(own, "inputs").find(({ file }) => file.endsWith("/default.yaml"));
  const rendered = run("render.mjs", file);
  assert.equal(rendered.stdout, gen(own, ["render", "-f", file]));
  assert.equal(rendered.status, 0, rendered.stderr);
  const { file: refused } = files(own, "refused")[0];
  const { stdout, stderr, status } = run("render.mjs", refused);
  assert.deepEqual([stdout, stderr, status], ["", gen(own, ["vet", "-f", refused]), 1]);
});

test("the example in TypeScript asks before it interrupts", () => {
  const input = (name, cpu) => {
    const file = path(`../${name}.json`);
    const compute_profile = { cpu, memory: "8Gi", storage: "50Gi" };
    writeFileSync(
      file,
      JSON.stringify({ workspace_name: "dev", owner: "alice", compute_profile, toolchain_template: { name: "swdev", version: "1.2.0" } }),
    );
    return file;
  };
  const required = "required are workspace_name, owner, compute_profile, toolchain_template.\n";
  const ask = (before, after) => {
    const { stdout, stderr } = run("portal.js", input("before", before), input("after", after));
    assert.equal(stderr, "");
    return stdout.slice(stdout.indexOf(required) + required.length);
  };
  assert.equal(ask(4, 8), "This is a restart, because of compute_profile.cpu. Go on?\n");
  assert.equal(ask(4, 4), "Nothing is interrupted (none).\n");
  assert.equal(ask(4, 400), "Not possible: compute_profile.cpu = 400: must be a whole number from 1 to 64.\n");
});
