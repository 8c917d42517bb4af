// What a portal asks before it changes a workspace: node portal.js model.json before.json after.json
import { readFile } from "node:fs/promises";
import { type Change, type Contract, type EffectName, load } from "@base-k8s/contract";

const interrupting: EffectName[] = ["restart", "replace", "data loss"];

// question is what the user has to agree to, or why the change is not possible.
function question(contract: Contract, before: object, after: object): string {
  const verdict = contract.evaluate(after);
  if (!verdict.accepted) return verdict.diagnostics.map(({ summary }) => `Not possible: ${summary}.`).join("\n");
  const change: Change = contract.change(before, after);
  if (!interrupting.includes(change.effect)) return `Nothing is interrupted (${change.effect}).`;
  const causes = new Set(change.objects.flatMap(({ because = [] }) => because.map(({ input }) => input)));
  return `This is a ${change.effect}, because of ${[...causes].join(" and ")}. Go on?`;
}

const [model, ...inputs] = await Promise.all(process.argv.slice(2).map((file) => readFile(file, "utf8")));
const contract = await load(model!);
const required = contract.inputs.filter((field) => field.required).map(({ name }) => name);
console.log(`The form has ${contract.inputs.length} fields; required are ${required.join(", ")}.`);
const [before, after] = inputs.map((text) => JSON.parse(text) as object);
console.log(question(contract, before!, after!));
