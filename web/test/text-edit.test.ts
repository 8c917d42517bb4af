import assert from "node:assert/strict";
import { test } from "node:test";
import { edit, type Language, locate, read, write } from "../src/text";
import { change, equal } from "../src/text/change";
import { at, Decimal, formatPath, type Step, toJSON, type Value } from "../src/value";
import { inputs } from "./corpus";

// Edits and the text that they make of a text.
const cases: { name: string; before: string; path: Step[]; value: Value | undefined; after: string; language?: Language }[] = [
  {
    name: "a scalar is replaced in its place",
    before: "# head\na:   one   # why\n\n\nb: [1,2]\n",
    path: ["a"],
    value: "two",
    after: "# head\na:   two   # why\n\n\nb: [1,2]\n",
  },
  { name: "quotes stay", before: "a: 'one'\nb: \"x\"\n", path: ["a"], value: "it's", after: "a: 'it''s'\nb: \"x\"\n" },
  { name: "text that looks like a number gets quotes", before: "a: one\n", path: ["a"], value: "017", after: 'a: "017"\n' },
  { name: "a number takes the place of text", before: 'a: "x"\n', path: ["a"], value: 5n, after: "a: 5\n" },
  { name: "inside brackets", before: "a: {b: 1, c: x} # why\n", path: ["a", "c"], value: "y, z", after: 'a: {b: 1, c: "y, z"} # why\n' },
  {
    name: "a member is added",
    before: "# head\na: 1 # why\n\nb: 2\n",
    path: ["c"],
    value: true,
    after: "# head\na: 1 # why\n\nb: 2\nc: true\n",
  },
  {
    name: "the layout stays",
    before: "a: {b:  1}   # one\nbb:   2     # two\nc:\n    - {d: e}\n",
    path: ["f"],
    value: [new Map([["g", "h"]])],
    after: "a: {b:  1}   # one\nbb:   2     # two\nc:\n    - {d: e}\nf:\n    - g: h\n",
  },
  { name: "parents are created", before: "{}\n", path: ["a", "b", "c"], value: "x", after: "a:\n  b:\n    c: x\n" },
  {
    name: "a member is removed with its comment",
    before: "a: 1\nb: 2 # two\n# about c\nc: 3\n",
    path: ["b"],
    value: undefined,
    after: "a: 1\n# about c\nc: 3\n",
  },
  {
    name: "parents that become empty are removed",
    before: "a:\n  b:\n    c: x\nd: 1\n",
    path: ["a", "b", "c"],
    value: undefined,
    after: "d: 1\n",
  },
  { name: "the root stays", before: "a: 1\n", path: ["a"], value: undefined, after: "{}\n" },
  { name: "what is not there cannot be removed", before: "a:   1\n", path: ["b", "c"], value: undefined, after: "a:   1\n" },
  {
    name: "an element is added",
    before: "a:\n- x\n- y # why\nb: 1\n",
    path: ["a", 2],
    value: "z",
    after: "a:\n- x\n- y # why\n- z\nb: 1\n",
  },
  { name: "an element is removed", before: "a: [x, y, z]\n", path: ["a", 1], value: undefined, after: "a: [x, z]\n" },
  { name: "lines are written as lines", before: "a: x\n", path: ["a"], value: "one\ntwo\n", after: 'a: "one\\ntwo\\n"\n' },
  {
    name: "an alias becomes a value of its own",
    before: "a: &x {k: 1}\nb: *x\n",
    path: ["b", "k"],
    value: 2n,
    after: "a: &x {k: 1}\nb:\n  k: 2\n",
  },
  {
    name: "an anchor does not carry the edit",
    before: "a: &x {k: 1}\nb: *x # why\n",
    path: ["a", "k"],
    value: 2n,
    after: "a: {k: 2}\nb:\n  # why\n  k: 1\n",
  },
  {
    name: "a merged member is set where it is merged",
    before: "a: &x {k: 1, l: 1}\nb:\n  <<: *x\n",
    path: ["b", "k"],
    value: 2n,
    after: "a: &x {k: 1, l: 1}\nb:\n  <<: *x\n  k: 2\n",
  },
  {
    name: "a merged member is removed where it is merged",
    before: "a: &x {k: 1, l: 1}\nb:\n  <<: *x\n",
    path: ["b", "k"],
    value: undefined,
    after: "a: {k: 1, l: 1}\nb:\n  l: 1\n",
  },
  {
    name: "octal and hexadecimal stay as they are",
    before: "a: 0x1F\nb: 017\nc: ~\nd:\n",
    path: ["e"],
    value: "x",
    after: "a: 0x1F\nb: 017\nc: ~\nd:\ne: x\n",
  },
  {
    name: "JSON is indented",
    before: '{"a":[1,{"b":"x"}]}',
    path: ["a", 1, "b"],
    value: "y",
    after: '{\n  "a": [\n    1,\n    {\n      "b": "y"\n    }\n  ]\n}\n',
    language: "json",
  },
];
for (const { name, before, path, value, after, language = "yaml" } of cases) {
  test(name, () => {
    const text = read(before, language);
    const edited = edit(text, path, value);
    assert.equal(edited.text, after);
    assert.equal(text.text, before);
    assert.ok(equal(edited.value, read(after, language).value));
  });
}

test("locate finds a value, or what is around it", () => {
  const text = 'a: 1\nb:\n  c: [x, "yy"]\nd: &d {k: 1}\ne: *d\nf: {<<: *d}\n';
  for (const [path, want] of [
    [["a"], "1"],
    [["b", "c", 1], '"yy"'],
    [["b", "c", 7], '[x, "yy"]'],
    [["b", "c", "x"], '[x, "yy"]'],
    [["e", "k"], "1"],
    [["f", "k"], "1"],
  ] as [Step[], string][]) {
    const { from, to } = locate(read(text, "yaml"), [path])![0]!;
    assert.equal(text.slice(from, to), want, formatPath(path));
  }
  assert.deepEqual(locate(read('{"a": [true]}', "json"), [["a", 0], []]), [
    { from: 7, to: 11 },
    { from: 0, to: 13 },
  ]);
  assert.equal(locate(read("a: [", "yaml"), [["a"]]), undefined);
});

// random is a generator of numbers from 0 to 1 (mulberry32).
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const strings = [
  ..."y n yes NO on true False null ~ 0 017 089 0x1F 0b1 1_000 1e3 .5 5. .inf .nan 1:30 2026-01-02 1.2.0 8Gi 500m << = - -- --- ... ? : # a# #a a:b a: &a *a !a |  > ' \" % @ ` [ ] { } , \\ $(X) ${x} ::/0 10.0.0.0/8".split(
    " ",
  ),
  ...[
    "",
    " ",
    " x",
    "x ",
    "a b",
    "a: b",
    "a #b",
    "a # b",
    "- a",
    "? a",
    "x\ny",
    "x\n\ny\n",
    "x\n",
    "\n",
    "\nx",
    " x\n y",
    "x\n  y \n",
    "\tx",
    "x\ty",
    "é",
    "日本語",
    "🙂",
    "a\u0085b",
    "a\u2028b",
    "\u0007",
    "\u007f",
    "\ufeffx",
    "\r",
    "a\r\nb",
    "it's",
    'say "x"',
    "a, b",
    "a]b",
    "--- x",
    "%x\ny",
    "x\n---\ny",
  ],
];

test("an edit changes the value at its path, and nothing else", () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const value = (depth: number): Value => {
    const kind = next();
    if (kind < 0.5 || depth > 2) return pick(strings);
    if (kind < 0.6) return pick([0n, -1n, 5n, 9223372036854775807n, 9223372036854775808n, new Decimal("1.5"), new Decimal("1e999")]);
    if (kind < 0.7) return pick([true, false, null]);
    if (kind < 0.85) return Array.from({ length: Math.floor(next() * 3) }, () => value(depth + 1));
    return new Map(Array.from({ length: Math.floor(next() * 3) }, () => [pick(strings), value(depth + 1)]));
  };
  const path = (inside: Value): Step[] => {
    if (inside instanceof Map && inside.size > 0 && next() < 0.85) {
      const key = pick([...inside.keys()]);
      return [key, ...(next() < 0.7 ? path(inside.get(key)!) : [])];
    }
    if (Array.isArray(inside) && inside.length > 0 && next() < 0.85) {
      const index = Math.floor(next() * inside.length);
      return [index, ...(next() < 0.7 ? path(inside[index]!) : [])];
    }
    if (Array.isArray(inside)) return [inside.length];
    return inside instanceof Map ? [pick(strings)] : [];
  };
  const texts = inputs().filter(({ text, language }) => read(text, language).value instanceof Map);
  for (let i = 0; i < Number(process.env.EDITS ?? 1500); i++) {
    const { text: source, language } = pick(texts);
    let text = read(source, language);
    for (let step = 0; step < 3; step++) {
      const where = path(text.value!);
      if (where.length === 0) continue;
      const set = next() < 0.25 ? undefined : value(0);
      const edited = edit(text, where, set);
      const message = `seed ${seed}: ${formatPath(where)} = ${set === undefined ? "nothing" : toJSON(set)} in\n${text.text}\nbecame\n${edited.text}`;
      if (set !== undefined) assert.ok(equal(edited.value, change(text.value, where, set)), message);
      else assert.ok(at(edited.value, where) === undefined || typeof where.at(-1) === "number", message);
      const again = read(edited.text, language);
      assert.ok(equal(again.value, edited.value), message);
      assert.deepEqual(locate(edited, [where]), locate(again, [where]), message);
      const elsewhere = path(edited.value!);
      assert.deepEqual(locate(edited, [elsewhere]), locate(again, [elsewhere]), message);
      for (const [comment] of text.text.matchAll(/^# .*/gm)) {
        if (set !== undefined && language === "yaml" && !/[&*]/.test(source)) assert.ok(edited.text.includes(comment), message);
      }
      text = edited;
    }
  }
});

test("what is written is read again, in both languages", () => {
  for (const text of strings) {
    for (const language of ["yaml", "json"] as const) {
      for (const value of [text, [text], new Map([[text, text]]), new Map([["a", [new Map([[text, text]])]]])] as Value[]) {
        const written = write(value, language);
        assert.ok(equal(written.value, value), `${JSON.stringify(text)} in ${language} is\n${written.text}`);
      }
    }
  }
});
