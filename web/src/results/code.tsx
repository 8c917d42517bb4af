// Text of a program. Line by line, a change draws only the lines that differ.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";

// Token is a piece of a line; its class names what it is.
export interface Token {
  class?: "key" | "string" | "number" | "keyword";
  text: string;
}

interface CodeLine {
  text: string;
  tokens(text: string): Token[];
  mark?: "added" | "removed" | undefined;
}

type Named = { label: string; labelledBy?: never } | { labelledBy: string; label?: never };

function Line({ text, tokens, mark }: CodeLine) {
  const pieces = tokens(text);
  const { class: kind, text: rest } = pieces.pop() ?? { text: "" };
  return (
    <span class={mark ? `line ${mark}` : "line"}>
      {[...pieces, { class: kind, text: `${rest}\n` }].map(({ class: kind, text }) =>
        kind ? <span class={`token-${kind}`}>{text}</span> : text,
      )}
    </span>
  );
}

// useLines are the elements of lines. A line that is as it was has the element that it
// had, so that Preact has nothing to do.
function useLines(lines: CodeLine[] = []) {
  const drawn = useRef<{ line: CodeLine; element: JSX.Element }[]>([]);
  drawn.current = lines.map((line, i) => {
    const last = drawn.current[i];
    return last && same(last.line, line) ? last : { line, element: <Line key={i} {...line} /> };
  });
  return drawn.current.map(({ element }) => element);
}

const same = (a: CodeLine, b: CodeLine): boolean => a.text === b.text && a.tokens === b.tokens && a.mark === b.mark;

// Code is a text without colours, or lines with them, which take longer. Its name is a
// label, or what the element with an id says.
export function Code({ label, labelledBy, text, lines }: Named & ({ text: string; lines?: never } | { lines: CodeLine[]; text?: never })) {
  const elements = useLines(lines);
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={label} aria-labelledby={labelledBy}>
      <code>{text ?? elements}</code>
    </pre>
  );
}

export const plain = (text: string): Token[] => [{ text }];
