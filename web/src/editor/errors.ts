// The way from one error to the next.
import { type Diagnostic, forEachDiagnostic } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";

// goToError goes to the next error or warning, or to the one before, around the end, and
// returns what it says.
export function goToError(view: EditorView, by: 1 | -1): string {
  const found: (Diagnostic & { from: number; to: number })[] = [];
  forEachDiagnostic(view.state, (diagnostic, from, to) => found.push({ ...diagnostic, from, to }));
  if (found.length === 0) return "The text has no errors.";
  const { from } = view.state.selection.main;
  const ahead = by > 0 ? found.findIndex((one) => one.from > from) : found.findLastIndex((one) => one.from < from);
  const index = ahead >= 0 ? ahead : by > 0 ? 0 : found.length - 1;
  const one = found[index]!;
  view.focus();
  view.dispatch({ selection: { anchor: one.from, head: one.to }, scrollIntoView: true, userEvent: "select" });
  const { number } = view.state.doc.lineAt(one.from);
  return `${one.severity === "error" ? "Error" : "Warning"} ${index + 1} of ${found.length}, line ${number}: ${one.message}`;
}
