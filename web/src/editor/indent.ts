// How far a new line is indented.
import { indentService } from "@codemirror/language";

// indentAfter is the indentation of what comes after a line: as far as the line, further in
// after what opens something. A list goes on with dashes, and an object in it beside its
// first key.
export function indentAfter(line: string): number {
  const [lead, spaces] = /^([ \t]*)(?:- +)*/.exec(line)!;
  const said = line
    .slice(lead.length)
    .replace(/(?:^|\s)#.*$/, "")
    .trimEnd();
  if (/[[{]$/.test(said)) return spaces!.length + 2;
  const from = /:(?:\s|$)/.test(said) ? lead.length : spaces!.length;
  return said.endsWith(":") ? from + 2 : from;
}

export const indentation = indentService.of(({ state, simulatedBreak }) => {
  if (simulatedBreak === null) return null;
  const line = state.doc.lineAt(simulatedBreak);
  return indentAfter(line.text.slice(0, simulatedBreak - line.from));
});
