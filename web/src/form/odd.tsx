// A value of a kind that the control cannot show; a text can hold anything anywhere.
import { formatPath, toJSON } from "../value";
import { attributes } from "./attributes";
import { blank, isRequired } from "./control";
import { focusNext } from "./focus";
import type { Place } from "./place";

export function Odd({ place }: { place: Place }) {
  const { field, type, path, control } = place;
  const { id, "aria-describedby": description } = attributes(place);
  const value = place.shown.value;
  const replace = () => {
    place.edit([], field && !isRequired(field) ? undefined : blank(type));
    focusNext(id);
  };
  // Around several controls there is a group, which has the id and the description.
  const own = path.length > 0 && !["list", "map", "object", "options"].includes(control);
  return (
    <div class="form-odd">
      <code class="form-value">{place.sensitive ? "hidden" : toJSON(value ?? null)}</code>
      <button
        type="button"
        class="form-button"
        id={own ? id : undefined}
        aria-label={`Replace ${formatPath(path) || "the input"}`}
        aria-describedby={own ? description : undefined}
        onClick={replace}
      >
        Replace
      </button>
    </div>
  );
}
