// Strings and numbers, as they are typed.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Alone } from "./alone";
import { typing } from "./attributes";
import { isRequired, labelOf } from "./control";
import { meaning, stands, textOf } from "./draft";
import type { Place } from "./place";

export function Text({ place }: { place: Place }) {
  const { text, onInput, onBlur } = useDraft(place);
  const { type, field } = place;
  const value = place.shown.value;
  const common = {
    ...typing(place),
    onBlur,
    class: "form-text",
    // What holds while nothing is typed.
    placeholder: text !== "" || value === "" || isRequired(field) ? undefined : labelOf(value),
  };
  // Only a text area keeps line breaks. It stays one while it is edited, or the cursor
  // would be lost with the last break.
  const lines = useRef(type.kind === "string" && !type.constraint);
  lines.current ||= text.includes("\n");
  if (lines.current) {
    return (
      <Alone>
        <textarea {...common} rows={rowsOf(text)} value={text} onInput={(event) => onInput(event.currentTarget.value)} />
      </Alone>
    );
  }
  return (
    <Alone>
      <input
        {...common}
        type="text"
        inputMode={type.kind === "number" ? "numeric" : undefined}
        value={text}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Alone>
  );
}

export function rowsOf(text: string): number {
  return Math.min(text.split("\n").length, 12);
}

// useDraft is the text of a control, which is the draft as long as that says what the
// input says.
export function useDraft({ type, field, given, shown, edit }: Place) {
  const draft = useSignal<string>();
  const typed = draft.value;
  return {
    text: typed !== undefined && stands(meaning(typed, type, field), given.value) ? typed : textOf(shown.value),
    onInput(text: string) {
      draft.value = text;
      edit([], meaning(text, type, field));
    },
    onBlur() {
      draft.value = undefined;
    },
  };
}
