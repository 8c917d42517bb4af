import type { Diagnostic as Mark } from "@codemirror/lint";
import type { Text as Lines } from "@codemirror/state";
import type { Diagnostic } from "../contract";
import { locate, type Text } from "../text";
import { parsePath } from "../value";

// marks are what is wrong with a text, at its places: in the first line of each, so
// that an object is not underlined as a whole.
export function marks(text: Text, diagnostics: Diagnostic[], lines: Lines): Mark[] {
  const mark = (from: number, to: number, severity: Mark["severity"], message: string): Mark => {
    const line = lines.lineAt(Math.min(from, lines.length));
    return { from: Math.min(from, line.to), to: Math.min(Math.max(from, to), line.to), severity, message };
  };
  if (text.value === undefined) {
    return text.problems.map(({ offset, message }) => mark(offset, lines.length, "error", message));
  }
  return diagnostics.map(({ path, severity, summary, detail }) => {
    const { from, to } = locate(text, parsePath(path ?? "")) ?? { from: 0, to: 0 };
    return mark(from, to, severity, detail ? `${summary}\n${detail}` : summary);
  });
}
