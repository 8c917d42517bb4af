import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { diagnosticCount, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import type { Diagnostic } from "../contract";
import { type Language, read, type Text } from "../text";
import { difference } from "./difference";
import { marks } from "./marks";
import { highlighting, theme } from "./theme";

// fromOutside marks the changes that the user did not make here.
const fromOutside = Annotation.define<true>();

// TextView shows a text and reports what the user makes of it.
export class TextView {
  private readonly view: EditorView;
  private language: Language;
  private readonly extensions: Extension;

  // The parent is a shadow root: there CodeMirror's style sheets are constructed, not
  // <style> elements, which the page's content security policy forbids.
  constructor(parent: ShadowRoot, text: Text, onText: (text: string) => void) {
    this.language = text.language;
    this.extensions = [
      lineNumbers(),
      lintGutter(),
      history(),
      search(),
      bracketMatching(),
      indentUnit.of("  "),
      syntaxHighlighting(highlighting),
      theme,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "Input as text" }),
      EditorView.domEventHandlers({ beforeinput: replaceSelection }),
      // No key map has Tab: it leaves the editor, as everywhere on the page.
      keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
      EditorView.updateListener.of((update) => {
        const own = update.transactions.some((t) => t.docChanged && !t.annotation(fromOutside));
        if (own) onText(update.state.doc.toString());
      }),
    ];
    this.view = new EditorView({ parent, root: parent, state: this.state(text) });
  }

  private state(text: Text): EditorState {
    return EditorState.create({ doc: text.text, extensions: [this.extensions, text.language === "json" ? json() : yaml()] });
  }

  // show shows a text as a change of as little as possible, so that the cursor and the
  // history stay. In another language nothing could stay.
  show(text: Text) {
    if (text.language !== this.language) {
      this.language = text.language;
      this.view.setState(this.state(text));
      return;
    }
    const before = this.view.state.doc.toString();
    const after = lines(text.text);
    if (before === after) return;
    this.view.dispatch({ changes: difference(before, after), annotations: [fromOutside.of(true), isolateHistory.of("full")] });
  }

  // mark shows what is wrong with the text that is shown.
  mark(text: Text, diagnostics: Diagnostic[]) {
    const { state } = this.view;
    const shown = text.text.includes("\r") ? read(lines(text.text), text.language) : text;
    const found = marks(shown, diagnostics, state.doc);
    if (found.length > 0 || diagnosticCount(state) > 0) this.view.dispatch(setDiagnostics(state, found));
  }

  destroy() {
    this.view.destroy();
  }
}

// replaceSelection types over a selection. Chromium's own editing keeps the style of
// what it replaces in an attribute, which the content security policy forbids.
function replaceSelection(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

// lines is a text with the ends of lines that CodeMirror gives it.
const lines = (text: string) => text.replace(/\r\n?/g, "\n");
