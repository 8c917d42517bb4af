// An element of a list or a value of a map, with what is wrong with it.
import { describes } from "./attributes";
import { Control } from "./controls";
import { Notes } from "./notes";
import { idOf, type Place } from "./place";
import { Null } from "./standing";

export function Element({ place, name }: { place: Place; name: string }) {
  switch (place.control) {
    case "list":
    case "map":
    case "object":
    case "options":
      return (
        <fieldset id={idOf(place)} class="form-element form-group" tabIndex={-1} aria-describedby={describes(place)}>
          <legend>{name}</legend>
          <div class="form-head">
            <Null place={place} />
          </div>
          <Notes place={place} />
          <Control place={place} />
        </fieldset>
      );
  }
  return (
    <div class="form-element">
      <Control place={place} />
      <Null place={place} />
      <Notes place={place} />
    </div>
  );
}
