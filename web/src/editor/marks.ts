import type { Diagnostic as Mark } from "@codemirror/lint";
import type { Text as Lines } from "@codemirror/state";
import type { Diagnostic } from "../contract";
import type { Problem, Range } from "../text";

// marksOf are the marks of what is wrong with a text, at its places: in the first line of each,
// so that an object is not underlined as a whole.
export function marksOf(problems: Problem[], diagnostics: Diagnostic[], places: Range[], lines: Lines): Mark[] {
  const mark = (from: number, to: number, severity: Mark["severity"], message: string): Mark => {
    const line = lines.lineAt(Math.min(from, lines.length));
    return { from: Math.min(from, line.to), to: Math.min(Math.max(from, to), line.to), severity, message };
  };
  if (problems.length > 0) return problems.map(({ offset, message }) => mark(offset, lines.length, "error", message));
  return diagnostics.map(({ severity, summary, detail }, i) => {
    const { from, to } = places[i]!;
    return mark(from, to, severity, detail ? `${summary}\n${detail}` : summary);
  });
}
