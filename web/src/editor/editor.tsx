// The editor of the input as text.
import { effect, type ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Diagnostic } from "../contract";
import type { Text } from "../text";
import { TextView } from "./view";

interface Props {
  text: ReadonlySignal<Text>;
  diagnostics: ReadonlySignal<Diagnostic[]>;
  onText(text: string): void;
}

export default function Editor({ text, diagnostics, onText }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const report = useRef(onText);
  report.current = onText;
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    const view = new TextView(root, text.peek(), (changed) => report.current(changed));
    const stopShowing = effect(() => view.show(text.value));
    const stopMarking = effect(() => view.mark(text.value, diagnostics.value));
    return () => {
      stopShowing();
      stopMarking();
      view.destroy();
    };
  }, [text, diagnostics]);
  return <div class="editor" ref={host} />;
}
