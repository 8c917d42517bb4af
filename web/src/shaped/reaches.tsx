// Which objects an input reaches, and where in them.
import { rendered, shaped, toPlace } from "./known";
import { Places } from "./places";
import { decides, placesOf, reachOf } from "./reach";

export function Reaches({ input }: { input: string }) {
  const found = reachOf(shaped.value, input);
  if (found.length === 0) return <p class="form-reaches">It reaches no object.</p>;
  return (
    <ul class="form-reaches">
      {found.map((one) => {
        const object = rendered(one);
        const name = `${one.object.kind} ${one.object.name}`;
        return (
          <li key={one.object.name}>
            {object ? (
              <button type="button" class="said" onClick={() => toPlace(object)}>
                {name}
              </button>
            ) : (
              `${name}, which is not among the objects now`
            )}
            {":"}
            <Places of={placesOf(one, input)} object={object} decides={decides(one, input)} />
          </li>
        );
      })}
    </ul>
  );
}
