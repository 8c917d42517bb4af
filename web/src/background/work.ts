// What takes longer than a frame when a text is large, and is therefore done in the background.
// Values that arrive here or leave are structured clones.
import type { Contract } from "../contract";
import { format as formatted, Unformatted } from "../editor/format";
import { look } from "../file";
import { type Brought, brought } from "../import/brought";
import type { Kind } from "../import/kind";
import { keepable as kept } from "../keep";
import * as texts from "../text";
import { revived, type Step, type Value } from "../value";

// Written is a text without what it says.
export type Written = Pick<texts.Text, "text" | "language">;

// last is the text that was read last: mostly the next question is about it, too.
let last = texts.read("{}\n", "yaml");

function textOf({ text, language }: Written): texts.Text {
  if (last.text !== text || last.language !== language) last = texts.read(text, language);
  return last;
}

const work = {
  read: (text: Written): texts.Text => textOf(text),

  edit(text: Written, path: Step[], values: (Value | undefined)[]): texts.Text {
    last = texts.editAll(
      textOf(text),
      path,
      values.map((value) => value && revived(value)),
    );
    return last;
  },

  write(value: Value, language: texts.Language): string {
    last = texts.write(revived(value), language);
    return last.text;
  },

  locate: (text: Written, paths: Step[][]): texts.Range[] | undefined => texts.locate(textOf(text), paths),

  // format is the text in another layout, or why it has none.
  format(text: Written): { text: string } | { words: string } {
    const result = formatted(textOf(text));
    return result instanceof Unformatted ? { words: result.words } : { text: result };
  },

  keepable: (text: Written, contract: Contract, readable: Value): string | undefined => kept(textOf(text), contract, revived(readable)),

  bring: (written: string, kind: Kind, contract: Contract, current: Written): Brought => brought(written, kind, contract, textOf(current)),

  look,
};

export type Work = typeof work;

// Order is a piece of work that the page wants done.
export type Order = { id: number; name: keyof Work; given: unknown[] };

export const perform = ({ name, given }: Order): unknown => (work[name] as (...given: unknown[]) => unknown)(...given);
