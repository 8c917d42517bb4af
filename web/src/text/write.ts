import { Document, type ToStringOptions } from "yaml";
import { Decimal, type Value } from "../value";
import { escapeUnprintable, quote, toNode } from "./nodes";
import { read } from "./read";
import type { Language, Text } from "./text";

// write is a value as text.
export function write(value: Value, language: Language): Text {
  if (language === "json" || typeof value === "string") return read(`${json(value, "")}\n`, language);
  const document = new Document(null, { schema: "failsafe" });
  document.contents = toNode(value);
  return read(print(document, { flowCollectionPadding: false }), language);
}

// print is a document as YAML, with no lines broken.
export function print(document: Document, layout: ToStringOptions): string {
  return escapeUnprintable(
    document.toString({ lineWidth: 0, minContentWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER, ...layout }),
  );
}

// json is JSON with a member or an element on each line.
function json(value: Value, indent: string): string {
  const inside = `${indent}  `;
  const lines = (items: string[], open: string, close: string) => {
    return items.length === 0 ? open + close : `${open}\n${inside}${items.join(`,\n${inside}`)}\n${indent}${close}`;
  };
  if (Array.isArray(value))
    return lines(
      value.map((elem) => json(elem, inside)),
      "[",
      "]",
    );
  if (value instanceof Map) {
    return lines(
      Array.from(value, ([key, member]) => `${quote(key)}: ${json(member, inside)}`),
      "{",
      "}",
    );
  }
  if (typeof value === "string") return quote(value);
  return value instanceof Decimal ? value.text : String(value);
}
