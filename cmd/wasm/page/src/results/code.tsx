// Text of a program. Line by line, a change draws only the lines that differ.
import { Component } from "preact";

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

class Line extends Component<CodeLine> {
  override shouldComponentUpdate(next: CodeLine): boolean {
    return next.text !== this.props.text || next.tokens !== this.props.tokens || next.mark !== this.props.mark;
  }
  override render({ text, tokens, mark }: CodeLine) {
    return (
      <span class={mark ? `line ${mark}` : "line"}>
        {tokens(text).map((token) => (token.class ? <span class={`token-${token.class}`}>{token.text}</span> : token.text))}
        {"\n"}
      </span>
    );
  }
}

// Code is a text without colours, or lines with them, which take longer. Its name is a
// label, or what the element with an id says.
export function Code({ label, labelledBy, text, lines }: Named & ({ text: string; lines?: never } | { lines: CodeLine[]; text?: never })) {
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={label} aria-labelledby={labelledBy}>
      <code>{lines ? lines.map((line, i) => <Line key={i} {...line} />) : text}</code>
    </pre>
  );
}

export const plain = (text: string): Token[] => [{ text }];
