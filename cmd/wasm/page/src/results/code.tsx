// Text of a program, line by line, so that a change draws only the lines that differ.
import { Component } from "preact";

// Token is a piece of a line; its class names what it is.
export interface Token {
  class?: "key" | "string" | "number" | "keyword" | "comment";
  text: string;
}

interface LineProps {
  text: string;
  tokens(text: string): Token[];
  mark?: "added" | "removed" | undefined;
}

class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    return next.text !== this.props.text || next.tokens !== this.props.tokens || next.mark !== this.props.mark;
  }
  override render({ text, tokens, mark }: LineProps) {
    return (
      <span class={mark ? `line ${mark}` : "line"}>
        {tokens(text).map((token) => (token.class ? <span class={`token-${token.class}`}>{token.text}</span> : token.text))}
        {"\n"}
      </span>
    );
  }
}

export interface CodeProps {
  label: string;
  lines: { text: string; tokens(text: string): Token[]; mark?: "added" | "removed" | undefined }[];
}

export function Code({ label, lines }: CodeProps) {
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={label}>
      <code>
        {lines.map((line, i) => (
          <Line key={i} {...line} />
        ))}
      </code>
    </pre>
  );
}

export const plain = (text: string): Token[] => [{ text }];

export const plainLines = (text: string) => text.replace(/\n$/, "").split("\n").map((line) => ({ text: line, tokens: plain }));
