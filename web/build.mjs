// Builds the page: the engine with Go, the rest with esbuild, every file compressed
// with brotli into the directory that gen serve embeds. With --check it writes nothing,
// and fails when that directory does not have what the sources give.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, "..");
const out = join(here, "dist");

const go = (...args) =>
  execFileSync("go", args, { cwd: project, encoding: "utf8", env: { ...process.env, GOOS: "js", GOARCH: "wasm", GOFLAGS: "" } }).trim();

// engine is the WASM program. What reads requests and formats messages is a thirtieth of it
// smaller where its functions are not inlined, and takes no time that counts. Nothing of this machine goes into it, so that the same
// sources and the same Go give the same bytes everywhere.
function engine() {
  const file = join(here, "node_modules/.engine.wasm");
  go("build", "-trimpath", "-buildvcs=false", "-gcflags=encoding/json=-l", "-gcflags=fmt=-l", "-gcflags=reflect=-l", "-ldflags=-s -w -buildid=", "-o", file, "./cmd/wasm");
  return readFileSync(file);
}

// scripts are the bundles, by path, and what went into them.
async function scripts() {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: { begin: "src/begin.ts", main: "src/main.tsx", worker: "src/worker.ts" },
    outdir: "out",
    write: false,
    bundle: true,
    minify: true,
    splitting: true,
    external: ["./begin.js"], // it stays a file of its own, which imports nothing
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    alias: { "wasm_exec.js": join(go("env", "GOROOT"), "lib/wasm/wasm_exec.js") },
    legalComments: "none",
    metafile: true,
    charset: "utf8",
    logLevel: "warning",
  });
  const files = new Map(result.outputFiles.map((f) => [relative(join(here, "out"), f.path), f.contents]));
  const { inputs, outputs } = result.metafile;
  const first = outputs["out/main.js"].imports.filter(({ kind, external }) => kind === "import-statement" && !external).map(({ path }) => relative("out", path));
  return { files, inputs: Object.keys(inputs), first };
}

// index is the page itself. What the main script imports is loaded together with it.
function index(first) {
  const preloads = first.map((path) => `<link rel="modulepreload" href="${path}" />\n    `).join("");
  return Buffer.from(readFileSync(join(here, "src/index.html"), "utf8").replace('<script type="module" src="main.js">', `${preloads}$&`));
}

// licenses are the licences of everything that is bundled, each text once.
function licenses(inputs) {
  const packages = new Map();
  for (const input of inputs) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (!name || packages.has(name)) continue;
    const dir = join(here, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "license"].map((f) => join(dir, f)).find(existsSync);
    if (!file) throw new Error(`${name} has no licence file`);
    packages.set(name, { title: `${name} ${version}`, text: readFileSync(file, "utf8").trim() });
  }
  const root = go("env", "GOROOT");
  packages.set("Go", { title: `${go("env", "GOVERSION")}: runtime, standard library and wasm_exec.js`, text: readFileSync(join(root, "LICENSE"), "utf8").trim() });
  const yaml = go("list", "-m", "-f", "{{.Dir}}", "go.yaml.in/yaml/v2");
  for (const file of ["LICENSE", "LICENSE.libyaml", "NOTICE"]) {
    packages.set(`yaml ${file}`, { title: `go.yaml.in/yaml/v2: ${file}`, text: readFileSync(join(yaml, file), "utf8").trim() });
  }
  const texts = new Map(); // text → titles
  for (const [, { title, text }] of [...packages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    texts.set(text, [...(texts.get(text) ?? []), title]);
  }
  return [...texts].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(78)}\n\n`);
}

const compress = (content) =>
  brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });

// write replaces what was built before.
function write(files) {
  for (const name of existsSync(out) ? readdirSync(out) : []) {
    if (name.endsWith(suffix)) rmSync(join(out, name));
  }
  mkdirSync(out, { recursive: true });
  for (const [path, content] of files) {
    const compressed = compress(content);
    writeFileSync(join(out, path + suffix), compressed);
    console.log(`${path}: ${content.length} bytes, ${compressed.length} compressed`);
  }
}

// check compares what was built before. The compressed bytes depend on Node, and the
// engine's on Go, so the former are not compared, and the latter with the same Go only.
function check(files) {
  const built = new Map(
    readdirSync(out)
      .filter((name) => name.endsWith(suffix))
      .map((name) => [name.slice(0, -suffix.length), brotliDecompressSync(readFileSync(join(out, name)))]),
  );
  const sameGo = built.get("licenses.txt")?.includes(`${go("env", "GOVERSION")}:`);
  if (!sameGo) console.log("The page was built with another Go: the files that come from it are not compared.");
  const fromGo = new Set(["engine.wasm", "licenses.txt", "worker.js"]);
  const stale = [...new Set([...built.keys(), ...files.keys()])].filter(
    (path) => (sameGo || !fromGo.has(path)) && !(built.has(path) && files.has(path) && built.get(path).equals(files.get(path))),
  );
  for (const path of stale) console.error(`${path} is stale`);
  if (stale.length > 0) {
    console.error("error: the page is stale: run make preview");
    process.exit(1);
  }
}

const suffix = ".br";
const wasm = engine();
const { files, inputs, first } = await scripts();
files.set("index.html", index(first));
files.set("engine.wasm", wasm);
files.set("licenses.txt", Buffer.from(licenses(inputs)));
const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
if (process.argv.includes("--check")) check(sorted);
else write(sorted);
