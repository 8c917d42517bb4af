import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Order, perform } from "../src/background/work";
import { begin, beingRead, edit, past, readable, redo, settled, text, undo, version, write, writeAs } from "../src/input";
import { edit as editNow, type Language, read, type Text } from "../src/text";
import { equal } from "../src/text/change";
import { Decimal, type Step, toJSON, type Value } from "../src/value";

// Background is a worker that takes its time. What it is given and gives back is cloned.
class Background {
  static made = 0;
  onmessage: (event: { data: unknown }) => void = () => undefined;

  constructor() {
    Background.made++;
  }

  async postMessage(order: Order): Promise<void> {
    const received = structuredClone(order);
    await new Promise((done) => setTimeout(done));
    this.onmessage({ data: structuredClone({ id: order.id, result: await perform(received) }) });
  }
}
(globalThis as { Worker: unknown }).Worker = Background;

const rows = `startup_command:\n${"- some row # and why\n".repeat(500)}`;
const large = `owner: alice # who\nsize: 1.5\n${rows}`;

test("a large text is read in the background, and a small one or one that is too large at once", async () => {
  begin("owner: bob\n", "yaml");
  begin("- some row\n".repeat(50_000), "yaml");
  assert.match(text.peek().problems[0]!.message, /^the text is larger than 64 KiB/);
  assert.equal(Background.made, 0);
  begin(large, "yaml");
  assert.deepEqual([beingRead.peek(), text.peek().value, text.peek().problems], [true, undefined, []]);
  await settled();
  assert.equal(Background.made, 1);
  assert.ok(equal(text.peek().value, read(large, "yaml").value));
  assert.ok((text.peek().value as Map<string, Value>).get("size") instanceof Decimal);
});

test("what the input says changes with an edit, and its text is written in the background", async () => {
  begin(large, "yaml");
  await settled();
  edit(["owner"], "b");
  edit(["owner"], "bo");
  const { value, text: written } = text.peek();
  assert.deepEqual([toJSON(value!).slice(0, 14), written], ['{"owner":"bo",', large]);
  await settled();
  assert.equal(text.peek().text, large.replace("alice", "bo"));
  assert.equal(text.peek().value, value, "it is not evaluated again");
  undo();
  assert.equal(text.peek().text, large);
});

test("who cannot wait for the text gets it at once", async () => {
  begin(large, "yaml");
  await settled();
  edit(["owner"], "b");
  assert.equal(version().text, large.replace("alice", "b"));
  edit(["owner"], "bob");
  undo();
  assert.equal(text.peek().text, large);
  await settled();
  assert.equal(text.peek().text, large);
});

test("an edit that changes nothing is no step", async () => {
  begin(large, "yaml");
  await settled();
  edit(["owner"], "bob");
  undo();
  await settled();
  edit(["owner"], "alice");
  assert.deepEqual(past.steps.peek(), { back: 0, forward: 1 });
});

test("an edit of another input than the one that is being read is not made", async () => {
  begin(large, "yaml");
  await settled();
  write(large.replace("alice", "bob"), "yaml");
  edit(["size"], undefined); // of the form that is seen
  assert.equal(version().text, large.replace("alice", "bob"));
  await settled();
});

test("what is typed after a pause is a step, though the text still waits", async (t) => {
  begin(large, "yaml");
  await settled();
  edit(["owner"], "a");
  const now = performance.now();
  t.mock.method(performance, "now", () => now + 1200);
  edit(["owner"], "ab");
  undo();
  assert.equal(version().text, large.replace("alice", "a"));
  undo();
  assert.equal(version().text, large);
});

test("a text that changes while another is written for it stays", async () => {
  begin(large, "yaml");
  await settled();
  const other = writeAs("json");
  write("owner: bob\n", "yaml");
  await other;
  assert.deepEqual([text.peek().text, text.peek().language], ["owner: bob\n", "yaml"]);
  undo();
  await settled();
  await writeAs("json");
  await settled();
  assert.deepEqual([text.peek().language, text.peek().problems], ["json", []]);
});

type Act = { path: Step[]; value: Value | undefined } | { write: string } | "there and back" | "wait";
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    path: fc.constantFrom<Step[]>(["owner"], ["size"], ["env", "A"], ["startup_command", 3]),
    value: fc.constantFrom<Value | undefined>("x", "yes", 7n, new Decimal("1.50"), true, undefined),
  }),
  fc.record({ write: fc.constantFrom(large, `${large}a: [\n`, `env: {}\n${rows}`, "owner: x\n") }),
  fc.constantFrom<Act>("there and back", "wait"),
);

test("large texts change as small ones do, whatever is under way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      begin(large, "yaml");
      await settled();
      let wanted: Text = read(large, "yaml");
      const had = [wanted.text];
      for (const one of acts) {
        if (one === "wait") await settled();
        else if (one === "there and back") {
          if (past.steps.peek().back === 0) continue;
          undo();
          redo();
          assert.equal(version().text, wanted.text);
        } else if ("write" in one) {
          write(one.write, "yaml");
          wanted = read(one.write, "yaml");
        } else {
          const isSeen = !beingRead.peek() || equal(readable.peek(), wanted.value);
          edit(one.path, one.value);
          if (wanted.value !== undefined && isSeen) wanted = editNow(wanted, one.path, one.value);
        }
        had.push(wanted.text);
      }
      await settled();
      const { text: written, language, value, problems } = text.peek();
      assert.deepEqual([written, language, problems], [wanted.text, wanted.language satisfies Language, wanted.problems]);
      assert.ok(equal(value, wanted.value) || value === wanted.value);
      while (past.steps.peek().back > 0) {
        undo();
        assert.ok(had.includes(version().text), "a text that was never there");
      }
      assert.equal(version().text, large);
    }),
    { numRuns: 150 },
  );
});
