// The control of a place.
import { Fields } from "./field";
import { List } from "./list";
import { MapRows } from "./map";
import { Odd } from "./odd";
import { Options } from "./options";
import type { Place } from "./place";
import { Secret } from "./secret";
import { Switch } from "./switch";
import { Text } from "./text";

export function Control({ place }: { place: Place }) {
  if (place.odd.value) return <Odd place={place} />;
  switch (place.control) {
    case "list":
      return <List place={place} />;
    case "map":
      return <MapRows place={place} />;
    case "object":
      return <Members place={place} />;
    case "options":
      return <Options place={place} />;
    case "switch":
      return <Switch place={place} />;
    case "secret":
      return <Secret place={place} />;
  }
  return <Text place={place} />;
}

// Members are the fields of an object, unless there is none: an optional one that is
// left out is not the same as an empty one.
function Members({ place }: { place: Place }) {
  const { value } = place.shown;
  if (value === null || (value === undefined && place.field?.optional)) return null;
  return <Fields of={place} />;
}
