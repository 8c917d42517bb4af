import { attributes } from "./attributes";
import type { Place } from "./place";

export function Switch({ place }: { place: Place }) {
  return (
    <input
      type="checkbox"
      {...attributes(place)}
      checked={place.shown.value === true}
      onInput={(event) => place.edit([], event.currentTarget.checked)}
    />
  );
}
