// The editor of the input as text.
import { effect, type ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Diagnostic } from "../contract";
import type { Text } from "../text";
import { type Report, TextView } from "./view";

interface Props {
  text: ReadonlySignal<Text>;
  diagnostics: ReadonlySignal<Diagnostic[]>;
  on: Report;
}

export default function Editor({ text, diagnostics, on }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    const view = new TextView(root, text.peek(), on);
    const stopShowing = effect(() => view.show(text.value));
    const stopMarking = effect(() => view.mark(text.value, diagnostics.value));
    return () => {
      stopShowing();
      stopMarking();
      view.destroy();
    };
  }, [text, diagnostics, on]);
  return <div class="editor" ref={host} />;
}
