// What the contract says about a field.
import type { Diagnostic, Type } from "../contract";
import { changing, partsOf } from "../words";
import { isDocumented } from "./attributes";
import { isChoice, onlyValue } from "./control";
import { idOf, type Place } from "./place";
import { refusalsOf } from "./refusals";

export function Note({ diagnostic: { severity, summary, detail } }: { diagnostic: Diagnostic }) {
  return (
    <p class={`form-note ${severity}`}>
      <span aria-hidden="true">{severity === "error" ? "✕" : "⚠"}</span>
      <span>
        <span class="hidden">{severity === "error" ? "Error: " : "Warning: "}</span>
        {detail ? `${summary} (${detail})` : summary}
      </span>
    </p>
  );
}

// Notes is always there, so that the control's description can name it.
export function Notes({ place }: { place: Place }) {
  const diagnostics = place.diagnostics.value;
  return (
    <div id={idOf(place, "notes")} class="form-notes">
      {diagnostics.map((diagnostic, i) => (
        <Note key={i} diagnostic={diagnostic} />
      ))}
      {diagnostics.length === 0 && <Bounds type={place.type} />}
      {(place.control === "switch" || place.control === "options") && <Refusals place={place} />}
    </div>
  );
}

// Bounds are what the contract asks of a value, in its words. Of a choice they only repeat
// what there is to choose from.
function Bounds({ type }: { type: Type }) {
  const of = type.constraint ? type : type.elem;
  if (!of?.constraint || (isChoice(of) && !onlyValue(of))) return null;
  return (
    <p class="form-note">
      {of !== type && (type.kind === "map" ? "Each value " : "Each ")}
      {of.constraint.words}
    </p>
  );
}

function Refusals({ place }: { place: Place }) {
  return refusalsOf(place.choices.value, place.shown.value).map(({ values, words }) => (
    <p key={words} class="form-note">
      <span aria-hidden="true">⊘</span>
      <span>
        <code>{values.join(", ")}</code> would be refused: {words}
      </span>
    </p>
  ));
}

// Doc is a doc comment, and what changing the input does.
export function Doc({ place }: { place: Place }) {
  if (!isDocumented(place)) return null;
  const { doc = "", effect } = place.field!;
  return (
    <p id={idOf(place, "doc")} class="form-doc">
      {partsOf(doc).map(({ part, isCode }, i) => (isCode ? <code key={i}>{part}</code> : part))}
      {effect && <span class="form-effect">{changing(effect)}</span>}
    </p>
  );
}
