import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { begin, edit, past as pastOfPage, redo, text, undo, version, write } from "../src/input";
import { Past, type Version } from "../src/past";

const yaml = (text: string): Version => ({ text, language: "yaml", leftOut: [] });

test("what is typed in one place without a pause is one step", () => {
  let time = 0;
  const past = new Past(() => time);
  const typing = (path: string[], goesOn = true) => ({ path, goesOn });
  past.record(yaml("0"), typing(["a"]));
  time += 900;
  past.record(yaml("1"), typing(["a"]));
  time += 900;
  past.record(yaml("2"), typing(["a", "b"])); // a part of it
  time += 900;
  past.record(yaml("3"), typing(["c"])); // another field
  time += 900;
  past.record(yaml("4"), typing(["c"], false)); // no typing, such as a switch
  time += 1100;
  past.record(yaml("5"), typing(["c"])); // after a pause
  past.record(yaml("6"), typing([])); // in the editor
  past.record(yaml("7"), typing([]));
  past.record(yaml("8")); // an example
  past.record(yaml("9"));
  const steps = [];
  let current = yaml("10");
  for (let version = past.back(current); version; version = past.back(current)) {
    steps.push(version.text);
    current = version;
  }
  assert.deepEqual(steps, ["9", "8", "6", "5", "4", "3", "0"]);
});

test("the memory for texts is bounded, and the newest ones stay", () => {
  const past = new Past();
  for (let i = 0; i < 2000; i++) past.record(yaml(String(i)));
  assert.deepEqual(past.steps.value, { back: 500, forward: 0 });
  assert.equal(past.back(yaml("now"))?.text, "1999");
  for (let i = 0; i < 100; i++) past.record(yaml("x".repeat(64 << 10)));
  assert.deepEqual(past.steps.value, { back: 64, forward: 0 });
  past.record(yaml("x".repeat(5 << 20)));
  assert.deepEqual(past.steps.value, { back: 0, forward: 0 });
});

test("one switch after another is a step each, a text that is typed one in all", () => {
  begin("a: {on: false, name: x}\n", "yaml");
  edit(["a", "on"], true);
  edit(["a", "on"], false);
  for (const name of ["z", "zo", "zoe"]) edit(["a", "name"], name);
  edit(["a", "name"], "zoe"); // changes nothing
  edit(["labels"], new Map([["", "1"]]));
  for (const key of ["k", "ke", "key"]) edit(["labels"], new Map([[key, "1"]]));
  assert.equal(pastOfPage.steps.value.back, 4);
  undo();
  assert.equal(text.value.text, "a: {on: false, name: zoe}\n");
  undo();
  assert.equal(text.value.text, "a: {on: false, name: x}\n");
});

// The seed is fixed, so that a failure comes again; FUZZ=10000 runs more.
const settings = { seed: 20261128, numRuns: Number(process.env.FUZZ ?? 200) };

test("undo and redo give every text back as it was written, comments and errors too", () => {
  const change = fc.oneof(
    fc.record({ path: fc.constantFrom(["a"], ["b", "c"], ["list", 0]), to: fc.constantFrom("x", "y", true, undefined, 7n) }),
    fc.record({
      text: fc.constantFrom("{}\n", "a: 1 # why\n", "a: [", "# only\nb: {c: 1}\n", '{"a": 1}'),
      language: fc.constantFrom("yaml", "json"),
    }),
  );
  const step = fc.oneof({ arbitrary: change, weight: 3 }, fc.constantFrom("undo" as const, "redo" as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      // The model keeps every text, and knows from the page how many of them are one step.
      const now = () => version();
      begin("a: 0\n", "yaml");
      const before: Version[] = [];
      let after: Version[] = [];
      for (const step of steps) {
        const current = now();
        const { back } = pastOfPage.steps.value;
        if (step === "undo") {
          undo();
          const wanted = before.pop();
          if (wanted) after.push(current);
          assert.deepEqual(now(), wanted ?? current);
        } else if (step === "redo") {
          redo();
          const wanted = after.pop();
          if (wanted) before.push(current);
          assert.deepEqual(now(), wanted ?? current);
        } else {
          if ("path" in step) edit([...step.path], step.to);
          else write(step.text, step.language as "yaml" | "json");
          if (now().text === current.text && now().language === current.language) continue;
          after = [];
          if (pastOfPage.steps.value.back > back) before.push(current);
        }
        assert.deepEqual(pastOfPage.steps.value, { back: before.length, forward: after.length });
      }
    }),
    settings,
  );
});
