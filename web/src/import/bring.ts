// Texts of other kinds than the input's own become the input, in one step.
import { run } from "../background/run";
import { entry, open } from "../entries";
import { version } from "../input";
import { source } from "../results/source";
import { contract } from "../state";
import { kindOf } from "./kind";
import { report } from "./report";

// bring makes a text the input, if it is still wanted when it has been read, or says why it
// cannot, in words that go on after a colon.
export async function bring(from: string, written: string, isWanted: () => boolean, kind = kindOf(written)): Promise<string | undefined> {
  const current = version();
  const brought = await run("bring", written, kind, contract.peek()!, current);
  if (!isWanted()) return undefined;
  // Variables of the environment go into the text, which may be another one now.
  const before = version().text;
  if (kind === "env" && before !== current.text) return bring(from, written, isWanted, kind);
  if ("problem" in brought) return brought.problem;
  const { text, language, taken, left, notes } = brought;
  open(text, language);
  if (brought.source !== undefined) source.value = brought.source;
  report.value = { from, taken, left, notes, entry: entry.peek(), before, after: text };
  return undefined;
}
