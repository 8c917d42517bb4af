// Builds the package, installs it in a project below dist/npm as its users do, and runs the tests there:
// those in test, and the examples. What they are compared with is what gen prints.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const out = join(root, "dist/npm");
const project = join(out, "project");
const tool = (name) => join(root, "web/node_modules/.bin", name);
const run = (program, args, cwd) => execFileSync(program, args, { cwd, stdio: "inherit" });

// packed builds the package and returns its file.
function packed() {
  run(process.execPath, ["build.mjs"], here);
  return join(
    out,
    readdirSync(out).find((name) => name.endsWith(".tgz")),
  );
}

const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const first = digest(packed());
const archive = packed();
if (digest(archive) !== first) throw new Error("the same sources give another package");

run(tool("tsc"), ["--noEmit", "-p", "."], here);
mkdirSync(project, { recursive: true });
writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
run("npm", ["install", "--offline", "--silent", "--no-audit", "--no-fund", archive], project);
for (const dir of ["test", "examples"]) cpSync(join(here, dir), join(project, dir), { recursive: true });
const compilerOptions = {
  target: "es2022",
  lib: ["es2022"],
  module: "nodenext",
  strict: true,
  noUncheckedIndexedAccess: true,
  types: ["node"],
  typeRoots: [join(root, "web/node_modules/@types")],
};
writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["examples", "test"] }));
run(tool("tsc"), ["-p", "."], project);
const gen = join(project, "gen");
run("go", ["build", "-o", gen, "./cmd/gen"], root);
run(gen, ["--schema", "testdata/contracts/reports/schema", "--out", "dist/npm/reports"], root);

const tests = readdirSync(join(project, "test")).filter((name) => name.endsWith(".test.mjs"));
const { status } = spawnSync(process.execPath, ["--test", ...tests.map((name) => join(project, "test", name))], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
