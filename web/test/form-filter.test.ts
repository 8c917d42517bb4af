import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import type { Field } from "../src/contract";
import { bestOf, everything, filter, matchesOf } from "../src/form/filter";
import { follow } from "../src/form/following";
import { arrange } from "../src/form/sections";
import { formatPath, fromJSON } from "../src/value";

const string = { kind: "string" } as const;
const fields: Field[] = [
  { name: "name", type: string, doc: "What it is called." },
  {
    name: "net",
    doc: "The network.",
    type: {
      kind: "object",
      fields: [
        { name: "egress", type: string, default: ["https-only"], doc: "What it may reach." },
        { name: "dns", type: string, default: [""] },
      ],
    },
    default: [{}],
  },
  { name: "net_name", type: string, default: ["blue"] },
  { name: "token", type: string, default: [""], sensitive: true },
];

function find(part: Partial<typeof everything>, input: unknown = {}) {
  const { hits, shown } = matchesOf(fields, fromJSON(input), { ...everything, ...part });
  return { hits: hits.map(formatPath), shown: [...shown].sort() };
}

test("a search is over names, docs and values, and every word of it must be there", () => {
  assert.deepEqual(find({ query: "REACH egr" }).shown, ["net", "net.egress"]);
  assert.deepEqual(find({ query: "https" }).hits, ["net.egress"]);
  assert.deepEqual(find({ query: "green" }, { net_name: "green" }).hits, ["net_name"]);
  assert.deepEqual(find({ query: "blue" }, { net_name: "green" }).hits, []);
});

test("what is sensitive is not searched", () => {
  assert.deepEqual(find({ query: "hunter2" }, { token: "hunter2" }).hits, []);
});

test("a field that is found by its doc is shown whole", () => {
  assert.deepEqual(find({ query: "the network." }).shown, ["net", "net.dns", "net.egress"]);
});

test("only what the input says otherwise than the default is changed", () => {
  const input = { name: "a", net: { egress: "https-only", dns: "8.8.8.8" }, net_name: "blue" };
  assert.deepEqual(find({ changed: true }, input).hits, ["name", "net.dns"]);
  assert.deepEqual(find({ required: true }, input).hits, ["name"]);
});

test("the best hit is the name that is typed", () => {
  const best = (query: string) => formatPath(bestOf(matchesOf(fields, fromJSON({}), { ...everything, query }).hits, query)!);
  assert.equal(best("net_name"), "net_name");
  assert.equal(best("name"), "name");
  assert.equal(best("net.egress"), "net.egress");
  assert.equal(best("dns"), "net.dns");
});

test("what was found stays while it is edited", () => {
  const value = signal(fromJSON({ net_name: "green", token: "" }));
  const matches = follow(fields, arrange(fields), value);
  assert.equal(matches.value, undefined);
  filter.value = { ...everything, changed: true };
  assert.deepEqual([...matches.value!.shown], ["net_name"]);
  value.value = fromJSON({ name: "a" });
  assert.deepEqual([...matches.value!.shown].sort(), ["name", "net_name"]);
  filter.value = { ...everything, changed: true };
  assert.deepEqual([...matches.value!.shown], ["name"]);
  filter.value = everything;
  assert.equal(matches.value, undefined);
});

test("a field that is found leads from the one that it depends on", () => {
  const dependent: Field = { name: "proxy", type: string, default: [""], effect: "none; live with net.egress = proxied" };
  const all = [...fields, dependent];
  const matches = follow(all, arrange(all), signal(fromJSON({})));
  filter.value = { ...everything, query: "proxy" };
  assert.deepEqual([...matches.value!.shown].sort(), ["net", "net.egress", "proxy"]);
  filter.value = everything;
});
