// Which inputs shape an object: each leads to its control, and to where it is seen.
import type { Rendered } from "../contract";
import { shaped, toInput } from "./known";
import { Places } from "./places";
import { inputsOf, objectOf } from "./reach";

export function ShapedBy({ object }: { object: Rendered }) {
  const found = objectOf(shaped.value, object.name);
  if (!found) return null;
  const inputs = inputsOf(found);
  if (inputs.length === 0) return <p>No input: it is the same for every input.</p>;
  return (
    <ul class="shaped-by">
      {inputs.map((input) => (
        <li key={input}>
          <button type="button" class="said" onClick={() => toInput(input)}>
            <code>{input}</code>
          </button>
          <span class="muted">
            {":"}
            <Places of={found.places.get(input) ?? []} object={object} decides={found.exists.has(input)} />
          </span>
        </li>
      ))}
    </ul>
  );
}
