// The colours of a text in the editor.
import type { Extension, Range } from "@codemirror/state";
import { Decoration, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { isTooLarge, type Language } from "../text";
import { lex, type Token } from "../text/lex";

const kinds = new Map(
  (["key", "string", "number", "keyword", "block", "property", "comment"] as const).map((kind) => [
    kind as string,
    Decoration.mark({ class: `token-${kind}` }),
  ]),
);

// colours colour what is in sight of a text. One that the page does not read has none.
export function colours(language: Language): Extension {
  return ViewPlugin.define((view) => new Colours(language, view), { decorations: (plugin) => plugin.decorations });
}

class Colours {
  decorations = Decoration.none;
  private tokens: Token[] = [];
  private lexed = 0; // up to where there are tokens

  constructor(
    private readonly language: Language,
    view: EditorView,
  ) {
    this.colour(view);
  }

  update({ docChanged, viewportChanged, view }: ViewUpdate) {
    if (docChanged) this.lexed = 0;
    if (docChanged || viewportChanged) this.colour(view);
  }

  private colour({ state: { doc }, visibleRanges }: EditorView) {
    const end = visibleRanges.at(-1)?.to ?? 0;
    if (end > this.lexed) {
      this.tokens = isTooLarge(doc.length) ? [] : lex(doc.toString(), this.language, end);
      this.lexed = end;
    }
    const ranges: Range<Decoration>[] = [];
    for (const { kind, from, to } of this.tokens) {
      const colour = kinds.get(kind);
      if (colour && visibleRanges.some((visible) => visible.from <= to && from <= visible.to)) ranges.push(colour.range(from, to));
    }
    this.decorations = Decoration.set(ranges);
  }
}
