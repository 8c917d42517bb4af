// The table of many inputs: what a row says, and which rows are shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EffectName } from "../src/contract";
import { arrange, asInFile, type Column, countsOf, number, turn } from "../src/rows/arrange";
import { nameOf, type Row, type Verdict, verdictOf } from "../src/rows/row";
import { severalIn } from "../src/rows/several";
import { fromJSON } from "../src/value";

const row = (number: number, part: Partial<Row> = {}): Row => ({
  number,
  line: number,
  text: "{}",
  language: "json",
  name: "",
  verdict: "accepted",
  words: "",
  ...part,
});

const lines = (rows: Row[]) => rows.map(({ line }) => line);

test("a row says what a document makes, or why it is refused", () => {
  const error = (summary: string, more?: number) => ({ severity: "error" as const, summary, ...(more && { more }) });
  assert.deepEqual(verdictOf({ diagnostics: [], kinds: ["Service", "Deployment", "Service"] }), {
    verdict: "accepted",
    words: "3 objects: 2 × Service, Deployment",
  });
  assert.equal(verdictOf({ diagnostics: [{ severity: "warning", summary: "w" }], kinds: ["Pod"] }).words, "1 object: Pod; 1 warning");
  assert.equal(verdictOf({ diagnostics: [], kinds: [] }).words, "no objects");
  assert.deepEqual(verdictOf({ diagnostics: [{ severity: "warning", summary: "w" }, error("cpu must be a number")] }), {
    verdict: "refused",
    words: "cpu must be a number",
  });
  assert.equal(verdictOf({ diagnostics: [error("a"), error("b")] }).words, "a, and 1 more error");
  assert.equal(verdictOf({ diagnostics: [error("a"), error("b"), error("8 more", 8)] }).words, "a, and 9 more errors");
});

test("a row is named by its inputs, in few words and on one line", () => {
  const value = fromJSON({ a: "x", b: 2, c: ["no"], d: "y".repeat(100) });
  assert.equal(nameOf(value, ["a", "b", "c", "missing"]), "x, 2");
  assert.equal(nameOf(value, ["d"]).length, 82);
  assert.equal(nameOf(undefined, ["a"]), "");
});

test("the words of a query are found anywhere in a row, its document and its effect", () => {
  const rows = [
    row(1, { text: '{"capabilities": {"gui_vnc": true}}', name: "alpha" }),
    row(2, { words: "3 objects: Deployment", name: "beta" }),
    row(3, { verdict: "refused", words: "cpu must be a number" }),
  ];
  const effects: (EffectName | undefined)[] = ["restart", "none", "refused"];
  const find = (query: string, verdict: Verdict | "" = "") =>
    lines(arrange(rows, { ...asInFile, query, verdict }, ({ number }) => effects[number - 1]));
  assert.deepEqual(find("GUI_vnc alpha"), [1]);
  assert.deepEqual(find("deploy"), [2]);
  assert.deepEqual(find("restart"), [1]);
  assert.deepEqual(find("number"), [3]);
  assert.deepEqual(find("  "), [1, 2, 3]);
  assert.deepEqual(find("", "refused"), [3]);
  assert.deepEqual(find("alpha", "refused"), []);
});

const verdicts: Verdict[] = ["accepted", "refused", "unreadable"];
const columns: Column[] = ["line", "name", "verdict", "words", "effect"];
const names: (EffectName | undefined)[] = [undefined, "none", "restart", "data loss", "refused"];

const anyRows = fc
  .array(
    fc.record({
      name: fc.constantFrom("a", "b", "B", ""),
      verdict: fc.constantFrom(...verdicts),
      words: fc.string(),
      effect: fc.constantFrom(...names),
    }),
  )
  .map((parts) => parts.map((part, i) => row(i + 1, part)));

test("an order has each row once, and is stable and turned around by the same column", () => {
  fc.assert(
    fc.property(anyRows, fc.constantFrom(...columns), (rows, column) => {
      const by = turn({ ...asInFile, column: column === "line" ? "name" : "line" }, column);
      const effectOf = ({ effect }: Row) => effect;
      const up = arrange(rows, by, effectOf);
      const down = arrange(rows, turn(by, column), effectOf);
      assert.deepEqual([by.descending, turn(by, column).descending], [false, true]);
      assert.deepEqual(
        [...lines(up)].sort((a, b) => a - b),
        lines(rows),
      );
      const key = ({ line, name, verdict, words, effect }: Row) => ({ line, name, verdict, words, effect })[column];
      const groups = (rows: Row[]) => {
        const found: number[][] = [];
        for (const [i, row] of rows.entries()) {
          if (i === 0 || key(rows[i - 1]!) !== key(row)) found.push([]);
          found.at(-1)!.push(row.line);
        }
        return found;
      };
      for (const group of groups(up))
        assert.deepEqual(
          group,
          [...group].sort((a, b) => a - b),
        );
      assert.equal(new Set(rows.map(key)).size, groups(up).length);
      assert.deepEqual(groups(down), groups(up).reverse());
    }),
  );
});

test("the verdicts are counted in words", () => {
  const rows = [row(1), row(2), row(3, { verdict: "unreadable" })];
  assert.equal(countsOf(rows), "2 accepted, 1 cannot be read");
  assert.deepEqual([1, 999, 1000, 3000, 1234567].map(number), ["1", "999", "1,000", "3,000", "1,234,567"]);
});

test("a text of several documents is many inputs", () => {
  const several: [text: string, name: string][] = [
    ['{"a":1}\n{"a":2}\n', "text.ndjson"],
    ['{"a":1}\n{"a":\n{"a":3}\n', "text.ndjson"],
    ['{\n  "a": 1\n}\n{\n  "a": 2\n}\n', "text.json"],
    ["a: 1\n---\na: 2\n", "text.yaml"],
    ['{"a": 1}\n---\n{"a": 2}\n', "text.yaml"],
    ["---\na: 1\n---\nb: [\n", "text.yaml"],
  ];
  for (const [text, name] of several) assert.equal(severalIn(text)?.name, name, text);
  for (const text of ["", "a: 1\n", "---\na: 1\n...\n", '{"a": 1', '{"a": 1}}', '{"a": {\n"b": 1\n}}\n', "a: [\n"]) {
    assert.equal(severalIn(text), undefined, text);
  }
});
