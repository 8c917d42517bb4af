// The fields of an object, each with its name, docs, standing and control.
import { useMemo } from "preact/hooks";
import type { Field as ContractField } from "../contract";
import { describes, isInvalid } from "./attributes";
import { isRequired } from "./control";
import { Control } from "./controls";
import { useDerived } from "./derive";
import { Doc, Notes } from "./notes";
import { fieldPlace, idOf, type Place } from "./place";
import { Reach, reachOn } from "./reach";
import { resetOn } from "./reset";
import { Depending } from "./section";
import { Standing } from "./standing";

export function Fields({ of }: { of: Place }) {
  return of.type.fields?.map((field) => <Field key={field.name} of={of} field={field} />);
}

export function Field({ of, field }: { of: Place; field: ContractField }) {
  const place = useMemo(() => fieldPlace(of, field), [of, field]);
  return (
    <>
      <Kind place={place} />
      {place.declared && <Depending on={place} />}
    </>
  );
}

function Kind({ place }: { place: Place }) {
  switch (place.control) {
    case "list":
    case "map":
    case "object":
      return <Group place={place} />;
    case "options":
      return <Choice place={place} />;
  }
  return <Single place={place} />;
}

// useRow is what the element around a field has, whatever control is in it.
function useRow(place: Place) {
  const { matches } = place.source;
  const hidden = useDerived(place, () => place.declared && matches.value !== undefined && !matches.value.shown.has(place.key));
  const onKeyDown = (event: KeyboardEvent) => {
    resetOn(event, place);
    reachOn(event, place);
  };
  return { hidden: hidden.value, onKeyDown };
}

// Single is a field with one control, which its label names.
function Single({ place }: { place: Place }) {
  const first = place.control === "switch";
  return (
    <div class={first ? "form-field form-beside" : "form-field"} {...useRow(place)}>
      {first && <Control place={place} />}
      <div class="form-head">
        <label for={idOf(place)}>{place.field!.name}</label>
        <Standing place={place} />
        <Reach place={place} />
      </div>
      <Doc place={place} />
      {!first && <Control place={place} />}
      <Notes place={place} />
    </div>
  );
}

// Choice is a field with a control for each of its values.
function Choice({ place }: { place: Place }) {
  return (
    <fieldset
      id={idOf(place)}
      class="form-field"
      {...useRow(place)}
      role="radiogroup"
      tabIndex={-1}
      aria-describedby={describes(place)}
      aria-invalid={isInvalid(place)}
      aria-required={isRequired(place.field)}
    >
      <Head place={place} />
      <Control place={place} />
      <Notes place={place} />
    </fieldset>
  );
}

// Group is a field with other fields or elements in it.
function Group({ place }: { place: Place }) {
  return (
    <fieldset id={idOf(place)} class="form-field form-group" {...useRow(place)} tabIndex={-1} aria-describedby={describes(place)}>
      <Head place={place} />
      <Notes place={place} />
      <Control place={place} />
    </fieldset>
  );
}

function Head({ place }: { place: Place }) {
  return (
    <>
      <legend>{place.field!.name}</legend>
      <div class="form-head">
        <Standing place={place} />
        <Reach place={place} />
      </div>
      <Doc place={place} />
    </>
  );
}
