import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rendered } from "../src/contract";
import { changes, hunks } from "../src/results/difference";

function object(name: string, yaml: string, metadata: { name: string } = { name }): Rendered {
  return { name, yaml, body: { apiVersion: "v1", kind: "ConfigMap", metadata } };
}

test("each object is added, removed, changed or replaced", () => {
  const before = [object("same", "a\n"), object("gone", "a\n"), object("other", "a\n"), object("renamed", "a\n", { name: "x" })];
  const after = [object("same", "a\n"), object("new", "a\n"), object("other", "b\n"), object("renamed", "b\n", { name: "y" })];
  assert.deepEqual(
    changes(before, after).map(({ name, what, title }) => `${what}: ${name}, ${title}`),
    ["added: new, ConfigMap new", "changed: other, ConfigMap other", "replaced: renamed, ConfigMap y", "removed: gone, ConfigMap gone"],
  );
});

test("equal states have no changes", () => {
  assert.deepEqual(changes([object("a", "x\n")], [object("a", "x\n")]), []);
});

test("lines that differ come with some around them", () => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}\n`);
  const changed = lines.map((line, i) => (i === 10 ? "changed\n" : line));
  assert.deepEqual(hunks(lines.join(""), changed.join("")), [
    [
      { text: "line 7", mark: undefined },
      { text: "line 8", mark: undefined },
      { text: "line 9", mark: undefined },
      { text: "line 10", mark: "removed" },
      { text: "changed", mark: "added" },
      { text: "line 11", mark: undefined },
      { text: "line 12", mark: undefined },
      { text: "line 13", mark: undefined },
    ],
  ]);
});
