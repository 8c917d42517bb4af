import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { diagnosticCount, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, type Extension, type Transaction } from "@codemirror/state";
import { EditorView, type KeyBinding, keymap, lineNumbers } from "@codemirror/view";
import { run } from "../background/run";
import type { Diagnostic } from "../contract";
import { type Language, locate, type Range, type Text, takesLong } from "../text";
import { parsePath } from "../value";
import { reasonOf } from "../words";
import { colours } from "./colours";
import type { Knowledge } from "./complete";
import { difference } from "./difference";
import { goToError } from "./errors";
import { aboutCursor, help } from "./help";
import { indentation } from "./indent";
import { limit } from "./limit";
import { marksOf } from "./marks";
import { theme } from "./theme";

// fromOutside marks the changes that the user did not make here.
const fromOutside = Annotation.define<true>();

// Report is what a view reports. The view has no history of its own: what is undone in it
// may have been changed elsewhere on the page.
export interface Report {
  // isTyped is set for what comes at each key press.
  text(text: string, isTyped: boolean): void;
  undo(): void;
  redo(): void;
}

// Guide is what the view asks the page for, and tells those who write.
export interface Guide {
  known(): Knowledge;
  say(words: string): void;
}

// TextView shows a text and reports what the user makes of it.
export class TextView {
  private readonly view: EditorView;
  private language: Language;
  private readonly extensions: Extension;
  private reported: string | undefined; // the text, when the user has made it here
  private marked = 0; // how often there was something to mark
  private marking: Promise<void> | undefined; // the newest marks

  // The parent is a shadow root: there CodeMirror's style sheets are constructed, not
  // <style> elements, which the page's content security policy forbids.
  constructor(
    parent: ShadowRoot,
    text: Text,
    report: Report,
    private readonly guide: Guide,
    readOnly: boolean,
  ) {
    this.language = text.language;
    this.extensions = [
      lineNumbers(),
      lintGutter(),
      search(),
      bracketMatching(),
      indentUnit.of("  "),
      indentation,
      theme,
      EditorView.lineWrapping,
      EditorState.readOnly.of(readOnly),
      // That binds commands alone, and not what is chosen from an offer.
      EditorState.changeFilter.of((transaction) => !readOnly || transaction.annotation(fromOutside) === true),
      EditorView.contentAttributes.of({ "aria-label": "Input as text", ...(readOnly && { "aria-readonly": "true" }) }),
      EditorView.domEventHandlers({
        beforeinput: (event, view) => undoByMenu(event, report) || replaceSelection(event, view),
        // A file that is dropped is for the page to open, and no text to insert.
        drop: (event) => event.dataTransfer?.types.includes("Files") === true,
      }),
      limit(this.guide.say),
      // No key map has Tab: it leaves the editor, as everywhere on the page.
      keymap.of([...undoKeys(report), ...this.keys(), ...defaultKeymap, ...searchKeymap, ...lintKeymap]),
      EditorView.updateListener.of((update) => {
        const own = update.transactions.filter((t) => t.docChanged && !t.annotation(fromOutside));
        if (own.length === 0) return;
        this.reported = update.state.doc.toString();
        report.text(this.reported, own.every(isTyped));
      }),
    ];
    this.view = new EditorView({ parent, root: parent, state: this.state(text) });
  }

  private state(text: Text): EditorState {
    return EditorState.create({
      doc: text.text,
      extensions: [this.extensions, colours(text.language), help(text.language, this.guide.known)],
    });
  }

  // show shows a text as a change of as little as possible, so that the cursor stays. In
  // another language it could not.
  show(text: Text) {
    if (text.waits === "writing") return;
    if (text.language !== this.language) {
      this.language = text.language;
      this.reported = undefined;
      this.view.setState(this.state(text));
      return;
    }
    if (text.text === this.reported) return;
    this.reported = undefined;
    const before = this.view.state.doc.toString();
    const after = lines(text.text);
    if (before === after) return;
    const changes = difference(before, after);
    // Who looks at the text while it changes has undone something, and sees where.
    const selection = this.view.hasFocus ? { selection: { anchor: changes.from + changes.insert.length }, scrollIntoView: true } : {};
    this.view.dispatch({ changes, ...selection, annotations: fromOutside.of(true) });
  }

  // mark shows what is wrong with the text that is shown.
  mark(text: Text, diagnostics: Diagnostic[]) {
    if (!text.waits) this.marking = this.markWhenFound(text, diagnostics);
  }

  // markWhenFound does nothing if the text is another one by the time that the places are known.
  private async markWhenFound(text: Text, diagnostics: Diagnostic[]) {
    const time = ++this.marked;
    const { doc } = this.view.state;
    const problems = text.problems.map((one) => ({ ...one, offset: lines(text.text.slice(0, one.offset)).length }));
    const isLocated = problems.length > 0 || diagnostics.length === 0;
    const places = isLocated ? [] : await placesOf(text, diagnostics).catch(() => undefined);
    const { state } = this.view;
    if (!places || state.doc !== doc || time !== this.marked) return;
    const found = marksOf(problems, diagnostics, places, doc);
    if (found.length > 0 || diagnosticCount(state) > 0) this.view.dispatch(setDiagnostics(state, found));
  }

  // format lays out the text, as one change of the user.
  async format() {
    if (this.view.state.readOnly) return this.guide.say("The input is read-only.");
    const { doc } = this.view.state;
    const before = doc.toString();
    const formatted = await run("format", { text: before, language: this.language }).catch((error) => ({
      words: `The text is not formatted: ${reasonOf(error)}.`,
    }));
    if (this.view.state.doc !== doc) return; // who goes on to write does not wait for it
    if ("words" in formatted) return this.guide.say(formatted.words);
    this.view.dispatch({ changes: difference(before, formatted.text), userEvent: "format" });
    this.guide.say("The text is formatted.");
  }

  async goToError(by: 1 | -1) {
    await this.marking;
    this.guide.say(goToError(this.view, by));
  }

  private keys(): KeyBinding[] {
    return [
      { key: "F8", run: always(() => void this.goToError(1)), shift: always(() => void this.goToError(-1)) },
      { key: "Mod-i", run: always(() => this.guide.say(aboutCursor(this.view, this.language, this.guide.known))) },
      { key: "Shift-Alt-f", run: always(() => void this.format()) },
    ];
  }

  destroy() {
    this.marked++;
    this.view.destroy();
  }
}

const isTyped = (transaction: Transaction) => transaction.isUserEvent("input.type") || transaction.isUserEvent("delete");

function undoKeys({ undo, redo }: Report): KeyBinding[] {
  return [
    { key: "Mod-z", run: always(undo) },
    { key: "Mod-Shift-z", run: always(redo) },
    { key: "Mod-y", run: always(redo) },
  ];
}

// always is an action that leaves nothing of a key to others.
function always(action: () => void) {
  return () => {
    action();
    return true;
  };
}

// undoByMenu is the browser's own command, which its menus and some keyboards have.
function undoByMenu(event: InputEvent, { undo, redo }: Report): boolean {
  if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
  event.preventDefault();
  if (event.inputType === "historyUndo") undo();
  else redo();
  return true;
}

// replaceSelection types over a selection. Chromium's own editing keeps the style of
// what it replaces in an attribute, which the content security policy forbids.
function replaceSelection(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

// mostHere is how many places are looked for on the page's own thread.
const mostHere = 100;

// placesOf are the ranges of what diagnostics are about. In a short text they are found faster
// than they could be asked for in the background.
async function placesOf(text: Text, diagnostics: Diagnostic[]): Promise<Range[] | undefined> {
  const paths = diagnostics.map(({ path }) => parsePath(path ?? ""));
  const shown = lines(text.text);
  if (shown === text.text && !takesLong(shown) && paths.length <= mostHere) return locate(text, paths);
  return run("locate", { text: shown, language: text.language }, paths);
}

// lines is a text with the ends of lines that CodeMirror gives it.
const lines = (text: string) => (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text);
