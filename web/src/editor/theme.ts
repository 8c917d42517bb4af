import { EditorView } from "@codemirror/view";

// The colours are the page's variables, which reach into the shadow root and are those
// of light or dark.
export const theme = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--text)", borderRadius: "var(--radius)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "0.8125rem", lineHeight: "1.5", maxHeight: "75vh" },
  ".cm-content, .cm-gutter": { minHeight: "12rem" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--muted)", borderRight: "1px solid var(--border)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--text)", zIndex: "1" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--border)" },
  ".cm-panel.cm-search": { fontSize: "0.9375rem" },
  ".cm-panel.cm-search label": { fontSize: "inherit" },
  ".cm-button, .cm-textfield": {
    backgroundImage: "none",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--border)",
    borderRadius: "var(--radius)",
    color: "var(--text)",
    fontSize: "inherit",
  },
  ".cm-button:active": { backgroundImage: "none", backgroundColor: "var(--raised)" },
  ".cm-button:focus-visible, .cm-textfield:focus-visible, .cm-panel button:focus-visible, .cm-panel input:focus-visible": {
    outline: "2px solid var(--focus)",
  },
  ".token-key": { color: "var(--key)" },
  ".token-string, .token-block": { color: "var(--string)" },
  ".token-number": { color: "var(--number)" },
  ".token-keyword, .token-property": { color: "var(--keyword)" },
  ".token-comment": { color: "var(--muted)", fontStyle: "italic" },
  ".cm-panel.cm-search [name=close], .cm-panel.cm-panel-lint [name=close]": { color: "var(--text)" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-bg)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: "var(--warn-bg)", outline: "2px solid var(--focus)" },
  "&.cm-focused .cm-matchingBracket, &.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "var(--raised)",
    outline: "1px solid var(--muted)",
  },
  ".cm-tooltip": { backgroundColor: "var(--surface)", border: "1px solid var(--border)", color: "var(--text)" },
  // A part of the list is drawn at a time, and none of it scrolled: the keyboard stays in the text.
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "none", overflow: "hidden", fontFamily: "var(--mono)", fontSize: "0.8125rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.125rem 0.5rem", lineHeight: "1.25rem", minHeight: "24px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--accent-text)" },
  ".cm-completionDetail": { float: "right", marginLeft: "1.5rem", color: "var(--muted)", fontStyle: "normal" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".doc": { maxWidth: "26rem", padding: "0.25rem 0.625rem", fontSize: "0.8125rem", lineHeight: "1.4" },
  ".doc p": { margin: "0.25rem 0" },
  ".doc code": { fontFamily: "var(--mono)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--raised)", color: "var(--text)" },
});
