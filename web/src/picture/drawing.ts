// A drawing in coordinates: what is left for the SVG is to write it down.
import { fit, lineHeight } from "./measure";
import type { Ref } from "./ref";

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly look: "namespace" | "workload" | "container" | "card" | "peer";
  readonly state?: State;
  readonly of?: Ref | undefined; // what it leads to
}

// State is also in a box's text.
export type State = "existing" | "stopped" | Passage;
export type Passage = "allowed" | "unrestricted" | "denied";

export interface Line {
  readonly points: readonly Point[];
  readonly look: "attached" | Passage;
  readonly end?: "arrow" | "dot";
  readonly crossed?: Point; // where nothing passes
}

export type Point = readonly [x: number, y: number];

export interface Label {
  readonly x: number;
  readonly y: number; // of the baseline
  readonly text: string;
  readonly full?: string; // where the text is shortened
  readonly look: Look;
}

export type Look = "caption" | "name" | "detail";

// Sheet collects the parts of a drawing.
export class Sheet {
  readonly boxes: Box[] = [];
  readonly lines: Line[] = [];
  readonly labels: Label[] = [];

  // write puts a block with its upper left corner at a place.
  write(block: Block, x: number, y: number): void {
    block.forEach((row, index) => {
      this.labels.push({ ...row, x, y: y + index * lineHeight + 11 });
    });
  }

  // put draws a box with a block in it.
  put(box: Box, block: Block): void {
    this.boxes.push(box);
    this.write(block, box.x + padding, box.y + padding - 1.5);
  }
}

// Block is lines of text, as long as they may be.
export type Block = readonly Omit<Label, "x" | "y">[];

export const padding = 9;

export function heightOf(block: Block): number {
  return block.length * lineHeight;
}

export function boxHeight(block: Block): number {
  return heightOf(block) + 2 * padding - 3;
}

// block is a text in a box of a width, on as many lines as it may take.
export function block(look: Look, text: string, room: number, most = 1): Block {
  const rows = fit(text, room, most);
  const cut = rows.some((row) => row.includes("…")) && !text.includes("…");
  return rows.map((row) => (cut ? { look, text: row, full: text } : { look, text: row }));
}

// details is a list with a line for each, or the first and how many there are.
export function details(items: readonly string[], room: number, most = 4): Block {
  const shown = items.length > most ? items.slice(0, most - 1) : items;
  const rows = shown.flatMap((item) => block("detail", item, room, 4));
  if (shown.length === items.length) return rows;
  return [...rows, { look: "detail", text: `and ${items.length - shown.length} more`, full: items.join(", ") }];
}
