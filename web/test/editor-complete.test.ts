import assert from "node:assert/strict";
import { test } from "node:test";
import type { Choice, Contract } from "../src/contract";
import { aboutAt } from "../src/editor/about";
import { completionsAt } from "../src/editor/complete";
import type { Language } from "../src/text";

const text = { kind: "string" } as const;
const contract: Contract = {
  digest: "",
  name: "shop",
  inputs: [
    { name: "name", type: text, doc: "What `kubectl` shows." },
    { name: "token", type: text, sensitive: true, default: ["hidden"] },
    { name: "keys", type: { kind: "map", elem: text }, sensitive: true, default: [{}] },
    { name: "public", type: { kind: "bool" }, default: [false] },
    {
      name: "size",
      type: {
        kind: "object",
        fields: [
          {
            name: "cpu",
            type: { kind: "number", constraint: { any_of: [{ min: 1, max: 64 }], words: "must be a whole number from 1 to 64" } },
            default: [2],
            effect: "restart",
          },
          {
            name: "class",
            type: {
              kind: "string",
              nullable: true,
              constraint: { any_of: [{ equals: ["small"] }, { equals: ["on"] }], words: "must be small or on" },
            },
            default: [null],
          },
        ],
      },
    },
    {
      name: "ports",
      type: {
        kind: "list",
        elem: {
          kind: "object",
          fields: [
            { name: "port", type: { kind: "number" } },
            { name: "open", type: { kind: "bool" }, default: [true] },
          ],
        },
      },
      default: [[]],
    },
    {
      name: "flags",
      type: {
        kind: "list",
        elem: { kind: "string", constraint: { any_of: [{ equals: ["a"] }, { equals: ["b"] }], words: "must be a or b" } },
      },
      default: [[]],
    },
  ],
};

const choices: Choice[] = [{ path: "public", value: true, diagnostics: [{ severity: "error", summary: "not here" }] }];

function split(marked: string): [string, number] {
  const at = marked.indexOf("|");
  return [marked.replace("|", ""), at];
}

// offered are the labels that are offered at the bar in a text.
function offered(marked: string, language: Language = "yaml"): string {
  const [text, at] = split(marked);
  const result = completionsAt(text, language, at, { contract, choices });
  return result?.options.map(({ label, detail }) => (detail ? `${label} (${detail})` : label)).join(", ") ?? "";
}

test("keys that are not there yet and values are offered", () => {
  for (const [text, want] of [
    ["name: a\nsize: {}\nports: []\nfl|", "token, keys, public (default false), flags"],
    ["|", "name (required), token, keys, public (default false), size (required), ports, flags"],
    ["size:\n  |", "cpu (default 2), class (default not set)"],
    ["size:\n  cpu: 1\n  |", "class (default not set)"],
    ["size: {cpu: 1, |}", "class (default not set)"],
    ["size:\n  cpu: |", "2 (default)"],
    ["size:\n  class: |", 'small, "on", null (default)'],
    ["public: |", "true (would be refused), false (default)"],
    ["ports:\n  - |", "port (required), open (default true)"],
    ["ports:\n  |", "- port (required), - open (default true)"],
    ["ports:\n  - port: 1\n    |", "open (default true)"],
    ["ports: [{port: 1, open: |}]", "true (default), false"],
    ["flags:\n  - |", "a, b"],
    ["flags: [|]", "a, b"],
    ["flags:\n  - a\n  |", "- a, - b"],
    ["unknown:\n  |", ""],
    ["name: a # |", ""],
    ["name: |", ""],
  ] as const) {
    assert.equal(offered(text), want, text);
  }
  for (const [text, want] of [
    ['{"name": "a", "|"}', '"token", "keys", "public" (default false), "size" (required), "ports", "flags"'],
    ['{"size": {|}}', '"cpu" (default 2), "class" (default not set)'],
    ['{"size": {"class": |}}', '"small", "on", null (default)'],
  ] as const) {
    assert.equal(offered(text, "json"), want, text);
  }
});

test("a sensitive input is offered, and nothing for its value", () => {
  for (const [text, language] of [
    ["token: |", "yaml"],
    ["keys:\n  |", "yaml"],
    ["keys: {a: |}", "yaml"],
    ['{"token": |}', "json"],
  ] as const) {
    assert.equal(offered(text, language), "", text);
  }
  const [about] = [aboutAt("token: x", "yaml", 2, contract)];
  assert.deepEqual(about?.sayings, ["Text, sensitive."]);
});

test("what is written already is not offered again", () => {
  assert.equal(offered("size: {class: small|}"), 'small, "on", null (default)');
  assert.equal(offered("size: {cpu: 2|}"), "");
});

test("the contract says what is at an offset", () => {
  const about = (marked: string, language: Language = "yaml") => {
    const found = aboutAt(...(split(marked).toSpliced(1, 0, language) as [string, Language, number]), contract);
    return found && [found.name, ...found.sayings].join(" ");
  };
  assert.equal(about("na|me: a"), "name Text, required. What `kubectl` shows.");
  const cpu = "size.cpu Number, default 2. It must be a whole number from 1 to 64. Changing it on a workspace that runs: restart.";
  assert.equal(about("size:\n  c|pu: 1"), cpu);
  assert.equal(about("size:\n  cpu: 1|2"), cpu);
  assert.equal(about('{"size": {"c|pu": 1}}', "json"), cpu);
  assert.equal(about("ports:\n- open: t|rue"), "ports[0].open true or false, default true.");
  assert.equal(about("flags: [|a]"), "flags[0] Text. It must be a or b.");
  assert.equal(about("unkno|wn: 1"), undefined);
  assert.equal(about("# na|me"), undefined);
});
