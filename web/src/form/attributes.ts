// What every control says about itself to assistive technology.
import { formatPath } from "../value";
import { isRequired } from "./control";
import { idOf, type Place } from "./place";

export function attributes(place: Place) {
  return {
    id: idOf(place),
    // A field has a label; an element goes by its path.
    "aria-label": place.field ? undefined : formatPath(place.path),
    "aria-describedby": describes(place),
    "aria-invalid": isInvalid(place),
  };
}

// typing is for what one types into.
export function typing(place: Place) {
  return {
    ...attributes(place),
    "aria-required": isRequired(place.field),
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
  } as const;
}

// describes are the ids of what describes a control.
export function describes(place: Place): string {
  const ids = [idOf(place, "notes")];
  if (place.field) ids.unshift(idOf(place, "standing"));
  if (isDocumented(place)) ids.unshift(idOf(place, "doc"));
  return ids.join(" ");
}

export function isDocumented({ field }: Place): boolean {
  return Boolean(field?.doc || field?.effect);
}

export function isInvalid(place: Place): boolean {
  return place.diagnostics.value.some(({ severity }) => severity === "error");
}
