// What the editor offers while one writes: completion, and what the contract says about what
// the pointer is at.
import { autocompletion, type CompletionContext } from "@codemirror/autocomplete";
import type { EditorState, Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, type Rect, tooltips } from "@codemirror/view";
import { isTooLarge, type Language } from "../text";
import { aboutAt } from "./about";
import { completionsAt, type Knowledge } from "./complete";
import { docOf } from "./doc";

export function help(language: Language, known: () => Knowledge): Extension {
  return [
    autocompletion({
      override: [
        ({ state, pos, explicit }: CompletionContext) => {
          const text = textOf(state);
          // While one types, an offer begins with a word, or behind a colon or a dash.
          if (text === undefined || !(explicit || /[\w"']$|[:-] $/.test(text.slice(Math.max(0, pos - 2), pos)))) return null;
          return completionsAt(text, language, pos, known()) ?? null;
        },
      ],
      icons: false,
      positionInfo: placed,
      maxRenderedOptions: 10,
    }),
    tooltips({ tooltipSpace: room }),
    hoverTooltip(({ state }, at) => {
      const text = textOf(state);
      const about = text === undefined ? undefined : aboutAt(text, language, at, known().contract);
      return about ? { pos: about.from, end: about.to, above: true, create: () => ({ dom: docOf(about.sayings) }) } : null;
    }),
  ];
}

// room is where what the editor shows above itself is not cut off: in its pane.
function room({ dom }: EditorView) {
  const { host } = dom.getRootNode() as ShadowRoot;
  const { left, right, top, bottom } = (host.closest(".pane") ?? host).getBoundingClientRect();
  return { left: left + 8, right: right - 8, top: Math.max(0, top), bottom: Math.min(innerHeight, bottom) };
}

// placed puts what there is to know about an offer beside the list, or else beneath it or
// above.
function placed(_: EditorView, list: Rect, _option: Rect, info: Rect, space: Rect) {
  const width = Math.min(400, space.right - space.left);
  if (space.right - list.right >= width) return { style: "left: 100%; top: 0" };
  const left = Math.min(0, space.right - list.left - width);
  const isBeneath = list.bottom + (info.bottom - info.top) <= space.bottom || list.top - (info.bottom - info.top) < space.top;
  return { style: `left: ${left}px; width: ${width}px; ${isBeneath ? "top" : "bottom"}: 100%` };
}

// aboutCursor is what the contract says about what the cursor is at.
export function aboutCursor({ state }: EditorView, language: Language, known: () => Knowledge): string {
  const text = textOf(state);
  const about = text === undefined ? undefined : aboutAt(text, language, state.selection.main.head, known().contract);
  return about ? `${about.name}: ${about.sayings.join(" ")}` : "The contract says nothing about what the cursor is at.";
}

// textOf is a text that the page reads.
function textOf({ doc }: EditorState): string | undefined {
  return isTooLarge(doc.length) ? undefined : doc.toString();
}
