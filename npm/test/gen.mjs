// What the tests are held against: the command line, run in the root of the project.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { load } from "@base-k8s/contract";

const program = new URL("../gen", import.meta.url).pathname;

// contracts are the project's own, and one of another kind, which test.mjs generates.
export const contracts = [
  { dir: "testdata", schema: "schema", out: "generated" },
  { dir: "testdata/contracts/reports", schema: "testdata/contracts/reports/schema", out: "dist/npm/reports" },
];

// gen runs a command and returns what it prints. It may refuse an input, and nothing else.
export function gen({ schema, out }, args, input) {
  const { stdout, stderr, status, error } = spawnSync(program, [...args, "--schema", schema, "--out", out], { input, encoding: "utf8" });
  if (error) throw error;
  if (status > 1) throw new Error(stderr);
  return stdout;
}

// loaded is the contract that gen has compiled.
export const loaded = ({ out }) => load(readFileSync(`${out}/model.json`));

// files are those in a directory of the contract's: inputs, or refused.
export function files({ dir }, kind) {
  const names = readdirSync(`${dir}/${kind}`).sort();
  return names.map((name) => `${dir}/${kind}/${name}`).map((file) => ({ file, text: readFileSync(file, "utf8") }));
}

// verdicts are what "gen vet -o json" prints about files.
export function verdicts(contract, files) {
  const args = files.flatMap(({ file }) => ["-f", file]);
  return gen(contract, ["vet", "-o", "json", ...args])
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
