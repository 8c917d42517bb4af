// Places in an object, each of which leads to its line.
import type { Rendered } from "../contract";
import { count } from "../words";
import { toPlace } from "./known";
import type { Place } from "./reach";

const most = 6;

export function Places({ of, object, decides }: { of: readonly Place[]; object: Rendered | undefined; decides: boolean }) {
  return (
    <>
      {decides && " whether it exists"}
      {decides && of.length > 0 && ","}
      {of.slice(0, most).map((place, i) => (
        <span key={place.words}>
          {i > 0 && ","}{" "}
          {object ? (
            <button type="button" class="said" onClick={() => toPlace(object, place)}>
              {place.words}
            </button>
          ) : (
            place.words
          )}
        </span>
      ))}
      {of.length > most && ` and ${count(of.length - most, "more place")}`}
    </>
  );
}
