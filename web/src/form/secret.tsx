// A sensitive value, which is hidden until it is asked for.
import { useSignal } from "@preact/signals";
import { formatPath } from "../value";
import { Alone } from "./alone";
import { typing } from "./attributes";
import type { Place } from "./place";
import { rowsOf, useDraft } from "./text";

export function Secret({ place }: { place: Place }) {
  const { text, onInput, onBlur } = useDraft(place);
  const revealed = useSignal(false);
  const common = { ...typing(place), onBlur, class: "form-text" };
  const lines = text.split("\n").length;

  // A password control drops line breaks: what has any is edited in the open only.
  const onPaste = (event: ClipboardEvent & { currentTarget: HTMLInputElement }) => {
    const pasted = event.clipboardData?.getData("text").replaceAll("\r\n", "\n") ?? "";
    if (!pasted.includes("\n")) return;
    event.preventDefault();
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    onInput(value.slice(0, selectionStart ?? 0) + pasted + value.slice(selectionEnd ?? value.length));
  };

  return (
    <div class="form-secret">
      <Alone>
        {revealed.value ? (
          <textarea {...common} rows={rowsOf(text)} value={text} onInput={(event) => onInput(event.currentTarget.value)} />
        ) : (
          <input
            {...common}
            type="password"
            readOnly={lines > 1}
            value={text}
            onInput={(event) => onInput(event.currentTarget.value)}
            onPaste={onPaste}
          />
        )}
      </Alone>
      <button
        type="button"
        class="form-button"
        aria-label={`${revealed.value ? "Hide" : "Show"} ${formatPath(place.path)}`}
        onClick={() => (revealed.value = !revealed.value)}
      >
        {revealed.value ? "Hide" : "Show"}
      </button>
      {lines > 1 && !revealed.value && <p class="form-hint">{lines} lines: show them to edit</p>}
    </div>
  );
}
