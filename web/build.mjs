// Builds what esbuild makes of the page's own sources, every file compressed with brotli,
// into dist/page. With --check it writes nothing, and fails when that directory does not
// have what the sources give. The engine is built by Go: see engine/.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist/page");

// scripts are the bundles, by path, and what went into them.
// The workers share no file with the page: it would have to load what they share piece by
// piece before it shows anything.
async function scripts() {
  const page = await bundle({ begin: "src/begin.ts", element: "src/element.ts", main: "src/main.tsx" });
  const workers = await bundle({ background: "src/background/worker.ts", worker: "src/worker.ts" });
  const files = new Map([...workers.outputFiles, ...page.outputFiles].map((f) => [relative(join(here, "out"), f.path), f.contents]));
  const inputs = [page, workers].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const first = page.metafile.outputs["out/main.js"].imports
    .filter(({ kind, external }) => kind === "import-statement" && !external)
    .map(({ path }) => relative("out", path));
  return { files, inputs, first };
}

function bundle(entryPoints) {
  return esbuild.build({
    absWorkingDir: here,
    entryPoints,
    outdir: "out",
    write: false,
    bundle: true,
    minify: true,
    splitting: true,
    // begin.js stays a file of its own, which imports nothing; wasm_exec.js comes with the engine.
    external: ["./begin.js", "./wasm_exec.js"],
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    metafile: true,
    charset: "utf8",
    logLevel: "warning",
  });
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
  const texts = new Map(); // text → titles
  for (const [, { title, text }] of [...packages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    texts.set(text, [...(texts.get(text) ?? []), title]);
  }
  const engine = "The licences of the engine are in engine-licenses.txt.\n";
  return [engine, ...[...texts].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`)].join(`\n${"-".repeat(78)}\n\n`);
}

// sources are the files that a build depends on, each with its digest. Go's tests compare
// them with what is there.
function sources() {
  const names = ["build.mjs", "package-lock.json", "tsconfig.json"];
  for (const name of readdirSync(join(here, "src"), { recursive: true })) {
    if (statSync(join(here, "src", name)).isFile()) names.push(posix.join("src", ...name.split(sep)));
  }
  return names
    .sort()
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(here, name)))
          .digest("hex")}  ${name}\n`,
    )
    .join("");
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
  writeFileSync(join(out, record), sources());
}

// check compares what was built before. The compressed bytes depend on Node, so they are
// not compared.
function check(files) {
  const built = new Map(
    readdirSync(out)
      .filter((name) => name.endsWith(suffix))
      .map((name) => [name.slice(0, -suffix.length), brotliDecompressSync(readFileSync(join(out, name)))]),
  );
  const stale = [...new Set([...built.keys(), ...files.keys()])].filter(
    (path) => !(built.has(path) && files.has(path) && built.get(path).equals(files.get(path))),
  );
  for (const path of stale) console.error(`${path} is stale`);
  if (stale.length > 0) {
    console.error("error: the page is stale: run make preview");
    process.exit(1);
  }
}

const suffix = ".br";
const record = "sources.sha256"; // in the format of sha256sum
const { files, inputs, first } = await scripts();
files.set("index.html", index(first));
files.set("licenses.txt", Buffer.from(licenses(inputs)));
const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
if (process.argv.includes("--check")) check(sorted);
else write(sorted);
