// Runs the unit tests, or those whose files have one of the arguments in their names.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const tests = readdirSync(join(here, "test"))
  .filter((name) => /\.test\.tsx?$/.test(name))
  .filter((name) => wanted.length === 0 || wanted.some((w) => name.includes(w)));
if (tests.length === 0) throw new Error("there is no such test");

const outdir = join(here, "node_modules/.tests");
await esbuild.build({
  absWorkingDir: here,
  entryPoints: tests.map((name) => join("test", name)),
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  // What the page gets, not what the packages have for Node.
  platform: "browser",
  external: ["node:*"],
  format: "esm",
  target: "node18",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".css": "empty" },
  sourcemap: "inline",
  logLevel: "warning",
});
const files = tests.map((name) => join(outdir, name.replace(/\.tsx?$/, ".mjs")));
process.exit(spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], { cwd: here, stdio: "inherit" }).status ?? 1);
