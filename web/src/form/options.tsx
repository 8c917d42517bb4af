// A choice of values. Those that would be refused can be chosen too: the refusal says
// what to do instead.
import { useId } from "preact/hooks";
import { formatPath, toJSON, type Value } from "../value";
import { attributes } from "./attributes";
import { same } from "./change";
import { type Option, optionsOf } from "./control";
import type { Place } from "./place";
import { isRefused } from "./refusals";

const mostRadios = 4;

export function Options({ place }: { place: Place }) {
  const shown = place.shown.value;
  const options = optionsOf(place, shown);
  const choose = (value: Value | undefined) => {
    // What a field is without a value needs not be written.
    const left = value === null && place.field?.default?.[0] === null;
    place.edit([], left ? undefined : value);
  };
  return options.length > mostRadios ? (
    <Select place={place} options={options} shown={shown} choose={choose} />
  ) : (
    <Radios place={place} options={options} shown={shown} choose={choose} />
  );
}

interface OptionsProps {
  place: Place;
  options: Option[];
  shown: Value | undefined;
  choose(value: Value | undefined): void;
}

function Radios({ place, options, shown, choose }: OptionsProps) {
  const name = useId(); // not the path: two groups would share it while they change places
  return (
    <div class="form-radios">
      {options.map(({ value, label }) => {
        const refused = isRefused(place.choices.value, value);
        return (
          <label key={keyOf(value)} class={refused ? "form-radio refused" : "form-radio"}>
            <input type="radio" name={name} checked={same(value, shown)} onInput={() => choose(value)} />
            {label}
            {refused && <span aria-hidden="true"> ⊘</span>}
            {refused && <span class="hidden">, refused</span>}
          </label>
        );
      })}
    </div>
  );
}

function keyOf(value: Value | undefined): string {
  return value === undefined ? "" : toJSON(value);
}

function Select({ place, options, shown, choose }: OptionsProps) {
  const { id: _, ...rest } = attributes(place);
  return (
    <select
      {...rest}
      class="form-text"
      aria-label={formatPath(place.path)}
      value={String(options.findIndex(({ value }) => same(value, shown)))}
      onInput={(event) => choose(options[event.currentTarget.selectedIndex]?.value)}
    >
      {options.map(({ value, label }, i) => (
        <option key={keyOf(value)} value={String(i)}>
          {isRefused(place.choices.value, value) ? `${label} (refused)` : label}
        </option>
      ))}
    </select>
  );
}
