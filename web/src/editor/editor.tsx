// The editor of the input as text, and what can be done with it.
import { effect, type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Diagnostic } from "../contract";
import type { Text } from "../text";
import type { Knowledge } from "./complete";
import { type Report, TextView } from "./view";

interface Props {
  text: ReadonlySignal<Text>;
  diagnostics: ReadonlySignal<Diagnostic[]>;
  on: Report;
  known(): Knowledge;
  readOnly: boolean;
}

export function Editor({ text, diagnostics, on, known, readOnly }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<TextView | undefined>(undefined);
  // said is what the last key or button has to say, until the text changes.
  const said = useSignal("");
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    const view = new TextView(root, text.peek(), on, { known, say: (words) => (said.value = words) }, readOnly);
    editor.current = view;
    const stopShowing = effect(() => {
      view.show(text.value);
      said.value = "";
    });
    const stopMarking = effect(() => view.mark(text.value, diagnostics.value));
    return () => {
      stopShowing();
      stopMarking();
      view.destroy();
    };
  }, [text, diagnostics, on, known, readOnly]);
  return (
    <>
      <div class="editor" ref={host} />
      <div class="toolbar editor-tools">
        {!readOnly && (
          <button type="button" onClick={() => void editor.current?.format()}>
            Format
          </button>
        )}
        <button type="button" onClick={() => void editor.current?.goToError(1)}>
          Next error
        </button>
        <p role="status">{said.value}</p>
      </div>
      <p class="muted editor-keys">
        <kbd>Ctrl</kbd>+<kbd>Space</kbd> offers keys and values, <kbd>Ctrl</kbd>+<kbd>I</kbd> explains what the cursor is at, <kbd>F8</kbd>{" "}
        and <kbd>Shift</kbd>+<kbd>F8</kbd> go to the next error and the one before, <kbd>Shift</kbd>+<kbd>Alt</kbd>+<kbd>F</kbd> formats.
      </p>
    </>
  );
}
