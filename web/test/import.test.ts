import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Contract, Field, Type } from "../src/contract";
import { parseEnv } from "../src/import/env";
import { environmentIn, fromEnv } from "../src/import/environment";
import { kindOf, kindOfName } from "../src/import/kind";
import type { Imported } from "../src/import/report";
import { fromHCL, fromVariables } from "../src/import/terraform";
import { variableName } from "../src/import/variable";
import { Refusal } from "../src/text/refusal";
import { fromJSON, toJSON, type ValueMap } from "../src/value";

const text: Type = { kind: "string" };
const field = (name: string, type: Type): Field => ({ name, type });
const contract: Contract = {
  digest: "",
  name: "test",
  inputs: [
    field("owner", text),
    field("targetPort", { kind: "number" }),
    field("enabled", { kind: "bool" }),
    field("size", { kind: "object", fields: [field("cpu", { kind: "number" }), field("maxMemory", text)] }),
    field("command", { kind: "list", elem: text }),
    field("labels", { kind: "map", elem: text }),
    field("overrides", { kind: "object", fields: [field("environment_variables", { kind: "map", elem: text })] }),
  ],
};

const json = ({ value }: { value: ValueMap }) => JSON.parse(toJSON(value));

function imported(written: string): Imported {
  const result = fromHCL(written, contract);
  assert.ok(!("problem" in result), JSON.stringify(result));
  return result;
}

test("kinds are known by names and beginnings", () => {
  for (const [name, kind] of [
    ["terraform.tfvars", "hcl"],
    ["x.auto.tfvars.json", "variables"],
    ["main.tf", "hcl"],
    [".env", "env"],
    [".env.local", "env"],
    ["dev.env", "env"],
    ["environment.yaml", undefined],
    [".env.yaml", undefined],
    ["input.json", undefined],
  ] as const) {
    assert.equal(kindOfName(name), kind, name);
  }
  for (const [begin, kind] of [
    ['# x\n/* y */\nmodule "a" {', "hcl"],
    ["owner = 1", "hcl"],
    ["locals {}", "hcl"],
    ["A=b", "env"],
    ["export a=b", "env"],
    ["TF_VAR_owner=x", "env"],
    ["# A=b\nowner: x", "yaml"],
    ["owner: {a: 1}", "yaml"],
    ['{"a": 1}', "json"],
    ["", "yaml"],
  ] as const) {
    assert.equal(kindOf(begin), kind, begin);
  }
});

test("names of variables become those of inputs, and scalars are converted as Terraform converts them", () => {
  const { value, left, notes } = imported(
    'target_port = "8080"\nowner = 5\nenabled = "true"\nsize = { cpu = 4, maxMemory = true }\nlabels = { "a.b/c" = 1 }\n',
  );
  assert.deepEqual(json({ value }), {
    targetPort: 8080,
    owner: "5",
    enabled: true,
    size: { cpu: 4, maxMemory: "true" },
    labels: { "a.b/c": "1" },
  });
  assert.deepEqual([left, notes], [[], []]);
  assert.deepEqual(["owner", "targetPort", "httpURLPath", "a_bC", "aB2"].map(variableName), [
    "owner",
    "target_port",
    "http_url_path",
    "a_b_c",
    "a_b2",
  ]);
});

test("expressions are left, each with its place, and nothing moves into the place of one", () => {
  const written =
    'owner = data.me.name\nsize = {\n  cpu = 4\n  maxMemory = "${var.m}Gi"\n}\ncommand = ["sh", coder_agent.main.init_script]\n';
  const { value, left } = imported(written);
  assert.deepEqual(json({ value }), { size: { cpu: 4 } });
  assert.deepEqual(left, [
    { path: ["owner"], line: 1, column: 9, reference: "data.me.name" },
    { path: ["size", "maxMemory"], line: 4, column: 15, reference: undefined },
    { path: ["command", 1], line: 6, column: 18, reference: "coder_agent.main.init_script" },
  ]);
});

test("names that every object of JavaScript has are names like others", () => {
  const { value, notes } = imported("owner = constructor\ntoString = 1\n");
  assert.equal(value.size, 0);
  assert.match(notes.join("\n"), /no such input: toString/);
});

test("of a template, the call with the contract's inputs is taken, and what is none is named", () => {
  const { value, source, notes } = imported(`
resource "x" "y" { owner = "no" }
module "other" { source = "a" }
module "one" {
  source     = "./generated/terraform"
  version    = "1.0.0"
  count      = 1
  owner      = "yes"
  colour     = "red"
  depends_on = [x.y]
  lifecycle {}
}
`);
  assert.deepEqual(json({ value }), { owner: "yes" });
  assert.equal(source, "./generated/terraform");
  const said = notes.join("\n");
  for (const words of [
    /source \(line 5\) says where/,
    /version \(line 6\)/,
    /count \(line 7\) says how many/,
    /depends_on \(line 10\)/,
    /no such input: colour \(line 9\)/,
    /lifecycle \(line 11\)/,
    /one \(line 4\), and not other \(line 3\)/,
  ]) {
    assert.match(said, words);
  }
  for (const [written, words] of [
    ['resource "x" "y" {}', /no module block/],
    ["# nothing", /no arguments/],
  ] as const) {
    const result = fromHCL(written, contract);
    assert.ok("problem" in result && words.test(result.problem));
  }
});

test("values of variables as JSON", () => {
  const { value, notes } = fromVariables(fromJSON({ target_port: "1", owner: "${x}", targetPort: 2, other: 1 }) as ValueMap, contract);
  assert.deepEqual(json({ value }), { targetPort: 1, owner: "${x}" });
  assert.match(notes.join(), /targetPort and other/);
});

test("a file of environment variables", () => {
  const written =
    '# comment\n\nA=b # c\nexport B = \'x $y # z\'\nC="two\\nlines \\"q\\" \\$d"\nD=\nE="a\nb"\nF=$HOME/x\nG="${A}"\nH\nI=a#b\r\nA=last\nJ=\'x\' # y\nK=$5\n';
  const variables = Object.fromEntries(parseEnv(written).map(({ name, text }) => [name, text ?? null]));
  const want = { A: "last", B: "x $y # z", C: 'two\nlines "q" $d', D: "", E: "a\nb", F: null, G: null, H: null, I: "a#b", J: "x", K: null };
  assert.deepEqual(variables, want);
  for (const bad of ["A b", "=x", 'A="x', "A='x", "A='x' y", "owner: x"]) assert.throws(() => parseEnv(bad), Refusal, bad);
});

test("variables of Terraform are inputs, others go into the environment of the contract beside what is there", () => {
  const current = fromJSON({ overrides: { environment_variables: { OLD: "1", A: "before" } } });
  const { values, left, notes } = fromEnv(
    'TF_VAR_owner=alice\nTF_VAR_target_port=80\nTF_VAR_command=["a", "b"]\nTF_VAR_other=1\nA=after\nSECRET=$(pass)\n',
    contract,
    current,
  );
  assert.deepEqual(
    values.map(({ path, value }) => [path.join("."), JSON.parse(toJSON(value))]),
    [
      ["owner", "alice"],
      ["targetPort", 80],
      ["command", ["a", "b"]],
      ["overrides.environment_variables", { OLD: "1", A: "after" }],
    ],
  );
  assert.deepEqual(left, [{ line: 6, column: 1, path: ["overrides", "environment_variables", "SECRET"], reference: undefined }]);
  assert.match(notes.join(" "), /has 1 variable of it, which is not sensitive.*TF_VAR_other \(line 4\)/);
});

test("a contract without an environment takes variables by their names, and what is sensitive comes last", () => {
  const without = { ...contract, inputs: contract.inputs.slice(0, 6) };
  const { values } = fromEnv("OWNER=x\nTARGET_PORT=1\n", without, new Map());
  assert.deepEqual(
    values.map(({ path, value }) => [path[0], value]),
    [
      ["owner", "x"],
      ["targetPort", 1n],
    ],
  );
  const env = (name: string, sensitive: boolean): Field => ({ name, type: { kind: "map", elem: text }, sensitive });
  assert.deepEqual(environmentIn({ ...contract, inputs: [env("secretEnv", true), env("env", false)] })!.path, ["env"]);
  assert.equal(environmentIn({ ...contract, inputs: [env("environs", false), field("env_from", text)] }), undefined);
});

test("whatever is imported, it is read or refused", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "owner",
      "size",
      "TF_VAR_owner",
      " = ",
      "=",
      "{",
      "}",
      '"',
      "'",
      "\n",
      "[",
      "]",
      "$",
      "${",
      "#",
      "\\",
      "module",
      "export ",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const read of [() => fromHCL(pieces.join(""), contract), () => fromEnv(pieces.join(""), contract, new Map())]) {
        try {
          read();
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error));
        }
      }
    }),
    { numRuns: 3000 },
  );
});
