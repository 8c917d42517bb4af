// The layout of a text as the page itself writes texts.
import { isCollection, visit } from "yaml";
import { read, type Text, write } from "../text";
import { equal } from "../text/change";
import { lex } from "../text/lex";
import { print } from "../text/write";
import { parseYAML } from "../text/yaml";

// Unformatted is why a text stays as it is.
export class Unformatted {
  constructor(readonly words: string) {}
}

export function format(text: Text): string | Unformatted {
  if (text.value === undefined) {
    const [problem] = text.problems;
    return new Unformatted(`The text is not formatted, because it cannot be read: line ${problem!.line}: ${problem!.message}.`);
  }
  const formatted = text.language === "json" ? write(text.value, "json").text : layOut(text.text);
  if (!isSame(text, formatted)) return new Unformatted("The text is not formatted, because it would not stay the same.");
  return formatted === text.text ? new Unformatted("The text is formatted.") : formatted;
}

// isSame reports whether a text says the same, its comments included.
function isSame({ text, language, value }: Text, formatted: string): boolean {
  const said = (of: string) => (language === "yaml" ? commentsOf(of) : []).map(({ words }) => words).join("\n");
  return equal(read(formatted, language).value, value) && said(text) === said(formatted);
}

// layOut writes what is in brackets over several lines as lines.
function layOut(text: string): string {
  const document = parseYAML(text);
  visit(document, {
    Collection(_, node) {
      if (!isCollection(node) || !node.flow || node.items.length === 0) return;
      const [from, to] = node.range!;
      if (text.slice(from, to).includes("\n")) node.flow = false;
    },
  });
  return withCommentsBehind(text, print(document, { flowCollectionPadding: false }));
}

// withCommentsBehind puts comments that stood behind a colon back there. The
// library moves them to the next line.
function withCommentsBehind(before: string, printed: string): string {
  const were = commentsOf(before);
  const are = commentsOf(printed);
  let text = printed;
  for (let i = are.length - 1; i >= 0; i--) {
    const head = text.slice(0, are[i]!.from).trimEnd();
    if (were[i]?.isBehind && !are[i]!.isBehind && head.endsWith(":")) text = `${head} ${text.slice(are[i]!.from)}`;
  }
  return text;
}

interface Comment {
  words: string;
  from: number;
  isBehind: boolean; // whether it is behind something in its line
}

function commentsOf(text: string): Comment[] {
  const comments = lex(text, "yaml").filter(({ kind }) => kind === "comment");
  return comments.map(({ from, to }) => ({
    words: text.slice(from, to).replace(/^#\s*/, "").trimEnd(),
    from,
    isBehind: text.slice(text.lastIndexOf("\n", from - 1) + 1, from).trim() !== "",
  }));
}
