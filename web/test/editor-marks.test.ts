import assert from "node:assert/strict";
import { test } from "node:test";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { isMarked } from "../src/editor/marks";

const mark = (from: number, to: number, message = "is wrong") => ({ from, to, severity: "error" as const, message });

test("marks that have moved with the text are not new", () => {
  const empty = EditorState.create({ doc: "size: 100\nowner: alice in wonderland\n" });
  assert.ok(isMarked(empty, []));
  assert.ok(!isMarked(empty, [mark(17, 33)]));
  const marked = empty.update(setDiagnostics(empty, [mark(17, 33), mark(0, 9)])).state;
  assert.ok(isMarked(marked, [mark(17, 33), mark(0, 9)]));
  assert.ok(isMarked(marked, [mark(0, 9), mark(17, 33)]), "in another order");
  const typed = marked.update({ changes: { from: 9, insert: "7" } }).state;
  assert.ok(isMarked(typed, [mark(0, 9), mark(18, 34)]) !== isMarked(typed, [mark(0, 10), mark(18, 34)]), "at one place");
  assert.ok(!isMarked(typed, [mark(0, 9), mark(17, 33)]), "where they were");
  assert.ok(!isMarked(marked, [mark(17, 33, "is too long"), mark(0, 9)]), "with other words");
  assert.ok(!isMarked(marked, [mark(17, 33)]), "one less");
});
