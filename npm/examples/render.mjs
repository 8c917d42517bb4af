// Writes the manifests of an input, or what is wrong with it: node render.mjs model.json workspace.yaml
import { readFile } from "node:fs/promises";
import { load } from "@base-k8s/contract";

const [model, file] = process.argv.slice(2);
const contract = await load(await readFile(model));
const text = await readFile(file, "utf8");

const verdict = contract.evaluate(text, { file });
for (const { severity, summary, positions } of verdict.diagnostics) {
  const [{ line, column }] = positions;
  console.error(`${file}:${line}:${column}: ${severity}: ${summary}`);
}
if (verdict.accepted) process.stdout.write(contract.render(text));
else process.exitCode = 1;
