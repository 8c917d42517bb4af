import assert from "node:assert/strict";
import { test } from "node:test";
import { typeText } from "../src/results/call";
import { oddity } from "../src/results/source";

test("an address under which Terraform finds no module has a reason", () => {
  for (const address of [
    "",
    "./x",
    "../x",
    "git::https://example.com/a.git//b?ref=v1",
    "https://example.com/a.zip",
    "git@github.com:a/b.git",
    "github.com/a/b//c",
  ]) {
    assert.equal(oddity(address), "", address);
  }
  for (const [address, reason] of [
    ["x", /begin with \.\//],
    ["generated/terraform", /begin with \.\//],
    ["/x", /from the template/],
    ["a b", /no spaces/],
    ['a"', /quotes/],
    ["${x}", /templates/],
    ["acme/base/kubernetes", /version/],
    ["app.example.com/acme/base/kubernetes//sub", /version/],
  ] as const) {
    assert.match(oddity(address), reason, address);
  }
});

test("a type is written as Terraform has it", () => {
  const text = { kind: "string" } as const;
  const object = {
    kind: "object",
    fields: [
      { name: "a", type: text },
      { name: "b", type: { kind: "list", elem: text }, optional: true },
    ],
  } as const;
  assert.equal(
    typeText({ kind: "map", elem: { ...object, fields: [...object.fields] } }),
    "map(object({ a = string, b = optional(list(string)) }))",
  );
});
