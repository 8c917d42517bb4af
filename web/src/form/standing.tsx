// Whether a value is the input's own, and the buttons that take it back.
import { formatPath } from "../value";
import { isContainer } from "./change";
import { blank, defaultOf, isRequired, labelOf } from "./control";
import { useDerived } from "./derive";
import { focusNext } from "./focus";
import { idOf, type Place } from "./place";

export function Standing({ place }: { place: Place }) {
  const words = useDerived(place, standingOf);
  return (
    <>
      <span id={idOf(place, "standing")} class="form-standing">
        {words.value}
      </span>
      <Unset place={place} />
      <Null place={place} />
    </>
  );
}

// Unset removes a field from the input.
function Unset({ place }: { place: Place }) {
  const given = useDerived(place, isGiven);
  if (!given.value || isRequired(place.field)) return null;
  return <Button place={place} does={canBeLeftOut(place) ? "Unset" : "Reset"} onClick={() => place.edit([], undefined)} />;
}

// Null goes from a value to none and back, where no control can say which of them it
// is: none differs from empty.
export function Null({ place }: { place: Place }) {
  const set = useDerived(place, isSet);
  const { control, type, field } = place;
  if (control === "options" || !(type.nullable || field?.optional)) return null;
  if (!set.value && ["list", "map", "object"].includes(control)) {
    return <Button place={place} does="Set" onClick={() => place.edit([], blank({ ...type, nullable: false }))} />;
  }
  if (!set.value || canBeLeftOut(place)) return null;
  return <Button place={place} does="Set null" onClick={() => place.edit([], null)} />;
}

function Button({ place, does, onClick }: { place: Place; does: string; onClick(): void }) {
  const act = () => {
    onClick();
    focusNext(idOf(place)); // the button goes away with what it does
  };
  return (
    <button type="button" class="form-link form-quiet" aria-label={`${does} ${formatPath(place.path)}`} onClick={act}>
      {does}
    </button>
  );
}

function isGiven({ given }: Place): boolean {
  return given.value !== undefined;
}

function isSet({ shown }: Place): boolean {
  return shown.value !== undefined && shown.value !== null;
}

// canBeLeftOut reports whether a field that the input leaves out has no value.
function canBeLeftOut({ field }: Place): boolean {
  return field?.optional === true || field?.default?.[0] === null;
}

function standingOf({ field, type, control, sensitive, given, shown }: Place): string {
  const required = isRequired(field);
  if (shown.value === null || (shown.value === undefined && !required)) return required ? "required, not set" : "not set";
  if (required) return "required";
  if (type.kind === "object") return "";
  if (given.value === undefined || given.value === null) return "default";
  // The default that a reset goes back to, where it is short.
  const fallback = defaultOf(field);
  const words = fallback === undefined || sensitive || isContainer(fallback) ? "" : labelOf(fallback);
  return words !== "" && words.length <= longest && control !== "switch" ? `default: ${words}` : "";
}

const longest = 60; // characters of a default
