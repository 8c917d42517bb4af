// Lays out the npm package in dist/npm/package, and packs it beside that. It reads the engine that
// "go generate ./web" has built, and bundles the sources with the page's reader of YAML and JSON.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const web = join(root, "web");
const out = join(root, "dist/npm");
const target = join(out, "package");
// The tools are those that the page is built with.
const esbuild = createRequire(join(web, "build.mjs"))("esbuild");

const engine = (name) => brotliDecompressSync(readFileSync(join(web, "dist/engine", `${name}.br`)));

// bundle is contract.js, with everything in it but the engine.
async function bundle() {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: here,
    entryPoints: ["src/index.ts"],
    write: false,
    bundle: true,
    external: ["./go.js"],
    alias: { yaml: join(web, "node_modules/yaml/browser/index.js") },
    format: "esm",
    target: "es2022",
    legalComments: "none",
    charset: "utf8",
    metafile: true,
    logLevel: "warning",
  });
  const packages = Object.keys(metafile.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return { text: outputFiles[0].text, packages: [...new Set(packages)].sort() };
}

// go is wasm_exec.js as a module. What it finds in and puts into the global scope is in the given one.
const go = (text) =>
  `// Made of Go's lib/wasm/wasm_exec.js: its global scope is an argument.\nexport function runtime(globalThis) {\n${text}\nreturn globalThis.Go;\n}\n`;

// licenses are those of what is in the package besides the project's own files.
function licenses(packages) {
  const rule = `\n${"-".repeat(78)}\n\n`;
  const texts = packages.map((name) => {
    const dir = join(web, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    return `${name} ${version}, in contract.js\n\n${readFileSync(join(dir, "LICENSE"), "utf8").trim()}\n`;
  });
  return [...texts, `In engine.wasm and go.js:\n\n${engine("engine-licenses.txt")}`].join(rule);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const { text, packages } = await bundle();
const made = {
  "contract.js": text,
  "go.js": go(engine("wasm_exec.js")),
  "engine.wasm": engine("engine.wasm"),
  "licenses.txt": licenses(packages),
};
for (const [name, content] of Object.entries(made)) writeFileSync(join(target, name), content);
for (const name of ["package.json", "index.d.ts", "README.md", "node.js", "web.js"]) cpSync(join(here, name), join(target, name));
for (const name of ["LICENSE", "NOTICE"]) cpSync(join(root, name), join(target, name));
// Files have the times and modes that npm gives them, so that the same sources give the same bytes.
execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", out], {
  cwd: target,
  stdio: ["ignore", "ignore", "inherit"],
});
for (const name of readdirSync(out).filter((name) => name.endsWith(".tgz"))) {
  console.log(`dist/npm/${name}: ${readFileSync(join(out, name)).length} bytes`);
}
