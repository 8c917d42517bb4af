import assert from "node:assert/strict";
import { test } from "node:test";
import { Script } from "./script";

test("the progress of a fleet is reported until another one begins, and ends with its worker", async () => {
  const { Engine } = await import("../src/engine");
  const engine = new Engine(() => assert.fail("the engine has not failed"));
  const heard: string[] = [];
  const listener = (name: string) => ({
    progress: (compared: number) => heard.push(`${name}: ${compared}`),
    report: ({ compared }: { compared: number }) => heard.push(`${name}: all ${compared}`),
    problem: (words: string) => heard.push(`${name}: ${words}`),
  });
  const file = new File([], "x");
  const worker = Script.all.at(-1)!;
  engine.compare(file, file, listener("first"));
  worker.say({ fleet: 1, compared: 5, part: 0.5, effects: [] });
  engine.compare(file, file, listener("second"));
  worker.say({ fleet: 1, compared: 6, part: 0.6, effects: [] });
  worker.say({ fleet: 2, report: JSON.stringify({ compared: 7, placeholders: 0, effects: [] }) });
  worker.say({ fleet: 2, compared: 8, part: 1, effects: [] });
  engine.compare(file, file, listener("third"));
  engine.stop();
  worker.say({ fleet: 3, problem: "too late" });
  engine.compare(file, file, listener("fourth"));
  worker.say({ id: 4, failed: "Maximum call stack size exceeded" });
  assert.ok(worker.terminated);
  assert.deepEqual(heard, ["first: 5", "second: all 7", "fourth: the engine ended: Maximum call stack size exceeded"]);
});
