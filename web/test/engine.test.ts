import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../src/contract";
import { Script } from "./script";

const question = (input: string) => ({ input, render: [], showSecrets: false });
const accepted: Answer = { diagnostics: [] };

test("a question over which the engine ends is dropped, and the others are answered", async () => {
  const { Engine } = await import("../src/engine");
  const problems: string[] = [];
  const engine = new Engine((problem) => problems.push(problem));
  const first = Script.all.at(-1)!;
  engine.load("model");
  const deadly = engine.ask(question('{"a":1}'));
  const harmless = engine.ask(question('{"b":2}'));
  assert.equal(first.heard.length, 3);

  first.say({ id: 1, failed: "Maximum call stack size exceeded" });
  assert.deepEqual((await deadly).diagnostics, [
    { severity: "error", summary: "the engine ended over this input: Maximum call stack size exceeded" },
  ]);
  assert.ok(first.terminated);
  const second = Script.all.at(-1)!;
  assert.notEqual(second, first);
  assert.deepEqual(second.heard, [{ model: "model" }, first.heard[2]]);

  first.say({ failed: "it has ended" }); // the old one says more, or breaks down
  first.onerror({ message: "unreachable" });
  second.say({ id: 2, answer: JSON.stringify(accepted) });
  assert.deepEqual(await harmless, accepted);

  const next = engine.ask(question('{"c":3}'));
  second.say({ id: 3, answer: JSON.stringify(accepted) });
  assert.deepEqual(await next, accepted);
  assert.deepEqual(problems, []);

  second.say({ failed: "engine.wasm cannot be loaded: 404" }); // that is final
  assert.deepEqual(problems, ["engine.wasm cannot be loaded: 404"]);
});
