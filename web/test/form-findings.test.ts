import assert from "node:assert/strict";
import { test } from "node:test";
import type { Choice, Diagnostic, Field } from "../src/contract";
import { assign, countOf, sameFindings } from "../src/form/findings";
import { byPath, isRefused, refusalsOf } from "../src/form/refusals";
import { formatPath, fromJSON } from "../src/value";

const fields: Field[] = [
  { name: "size", type: { kind: "number" } },
  {
    name: "jobs",
    type: { kind: "list", elem: { kind: "object", fields: [{ name: "name", type: { kind: "string" } }] } },
    default: [[{ name: "first" }]],
  },
  { name: "labels", type: { kind: "map", elem: { kind: "string" } }, default: [{}] },
  { name: "viewer", type: { kind: "object", fields: [{ name: "on", type: { kind: "bool" }, default: [false] }] }, default: [{}] },
];
const error = (path: string | undefined, summary = `${path} is wrong`): Diagnostic => ({
  severity: "error",
  summary,
  ...(path === undefined ? {} : { path }),
});
const places = (input: unknown, ...paths: (string | undefined)[]) => {
  const { all } = assign(
    fields,
    fromJSON(input),
    paths.map((path) => error(path)),
  );
  return all.map(({ at }) => at && formatPath(at));
};

test("a diagnostic belongs to the nearest place", () => {
  assert.deepEqual(places({}, "size", "viewer.on", "viewer"), ["size", "viewer.on", "viewer"]);
  assert.deepEqual(places({ jobs: [{}] }, "jobs[0].name", "jobs[0]", "jobs[1].name"), ["jobs[0].name", "jobs[0]", "jobs"]);
  assert.deepEqual(places({}, "jobs[0].name"), ["jobs[0].name"], "an element of the default");
  assert.deepEqual(places({ labels: { "a/b": "x" } }, 'labels["a/b"]', "labels.c"), ['labels["a/b"]', "labels"]);
  assert.deepEqual(places({ jobs: "none" }, "jobs[0]"), ["jobs"]);
  assert.deepEqual(places({}, undefined, "other.size"), [undefined, undefined]);
  assert.deepEqual(places(null, "size"), ["size"]);
});

test("unknown keys are found at any depth, with what is said about them", () => {
  const input = fromJSON({ szie: 1, labels: { free: "x" }, viewer: { of: true }, jobs: [{ name: "a" }, { nmae: { deep: 1 } }] });
  const { unknown, elsewhere, at } = assign(fields, input, [error("szie"), error("jobs[1].nmae.deep"), error(undefined, "all wrong")]);
  assert.deepEqual(
    unknown.map(({ path, diagnostics }) => [formatPath(path), diagnostics.length]),
    [
      ["szie", 1],
      ["viewer.of", 0],
      ["jobs[1].nmae", 1],
    ],
  );
  assert.deepEqual(
    elsewhere.map(({ summary }) => summary),
    ["all wrong"],
  );
  assert.equal(at.size, 0);
});

test("any input can be looked through", () => {
  for (const input of [null, 5, "x", [], { jobs: { a: 1 }, labels: [1], viewer: "x", size: {} }]) {
    assign(fields, fromJSON(input), [error("jobs[0].name"), error("labels.a"), error("viewer.on")]);
  }
  assign(fields, undefined, [error("size")]);
});

test("findings are counted", () => {
  const count = (...severities: Diagnostic["severity"][]) =>
    countOf(severities.map((severity) => ({ diagnostic: { severity, summary: "" } })));
  assert.equal(count(), "No errors");
  assert.equal(count("error"), "1 error");
  assert.equal(count("error", "warning", "error"), "2 errors, 1 warning");
  assert.equal(count("warning", "warning"), "2 warnings");
});

test("a reason for refusals is shown once for all values that it is about", () => {
  const refused = (value: string | boolean | null, words: string): Choice => ({
    path: "mode",
    value,
    diagnostics: [error("mode", `mode = ${JSON.stringify(value)}: ${words}`)],
  });
  const choices = [refused("a", "use another base"), refused("b", "use another base"), refused(null, "choose one"), refused("c", "no")];
  assert.deepEqual(refusalsOf(choices, "c"), [
    { values: ["a", "b"], words: "use another base" },
    { values: ["not set"], words: "choose one" },
  ]);
  assert.ok(isRefused(choices, "c"));
  assert.ok(isRefused(choices, undefined), "what is not set is null");
  assert.ok(!isRefused(choices, "d"));
  assert.ok(!isRefused([{ path: "mode", value: "d", diagnostics: [{ severity: "warning", summary: "slow" }] }], "d"));
});

test("choices are grouped by field", () => {
  const choice = (path: string, value: boolean): Choice => ({ path, value, diagnostics: [] });
  const groups = byPath([choice("a", true), choice("b", true), choice("a", false)]);
  assert.deepEqual(
    [...groups].map(([path, group]) => [path, group.length]),
    [
      ["a", 2],
      ["b", 1],
    ],
  );
});

test("findings are the same while the form shows the same at the same places", () => {
  const diagnostics = [error("size"), error("jobs[1].name"), error("other")];
  const of = (input: unknown, all = diagnostics) => assign(fields, fromJSON(input), all);
  const jobs = [{ name: "a" }, { name: "b" }];
  const before = of({ size: 1, jobs, other: 1 });
  assert.ok(sameFindings(before, of({ size: 2, jobs, other: 2 })), "another value");
  assert.ok(!sameFindings(before, of({ size: 1, jobs: [], other: 1 })), "the place of one is not there any more");
  assert.ok(!sameFindings(before, of({ size: 1, jobs })), "a key is known, or gone");
  assert.ok(!sameFindings(before, of({ size: 1, jobs, other: 1 }, diagnostics.slice(0, 2))), "one less");
  assert.ok(!sameFindings(before, of({ size: 1, jobs, other: 1 }, [error("size", "another"), ...diagnostics.slice(1)])), "other words");
});
