import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { yamlLines } from "../src/results/yaml";

const marked = (text: string) =>
  yamlLines(text).map((line) =>
    line
      .tokens(line.text)
      .map((t) => (t.class ? `${t.class}<${t.text}>` : t.text))
      .join(""),
  );

test("keys and scalars have their colours", () => {
  assert.deepEqual(marked('a: b c\n- n: 1\n  t: "true"\n  "x: y": null\n-  - {}\n- -1\n'), [
    "key<a>: string<b c>",
    "- key<n>: number<1>",
    '  key<t>: string<"true">',
    '  key<"x: y">: keyword<null>',
    "-  - keyword<{}>",
    "- number<-1>",
  ]);
});

test("a block scalar is text, whatever it looks like", () => {
  assert.deepEqual(marked("a:\n  b: |-\n    c: 1\n\n    - d\n  e: f\n"), [
    "key<a>:",
    "  key<b>: string<|->",
    "string<    c: 1>",
    "string<>",
    "string<    - d>",
    "  key<e>: string<f>",
  ]);
});

test("nothing of a manifest is lost", () => {
  const directory = "../generated/manifests";
  for (const name of readdirSync(directory)) {
    const text = readFileSync(`${directory}/${name}`, "utf8");
    const shown = yamlLines(text).map((line) => [...line.tokens(line.text).map((token) => token.text), "\n"].join(""));
    assert.equal(shown.join(""), text, name);
  }
});
