// The elements of a list, to add, remove and reorder.
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { formatPath } from "../value";
import { move, sizeOf } from "./change";
import { blank } from "./control";
import { useDerived } from "./derive";
import { Element } from "./element";
import { focusNext } from "./focus";
import { elementPlace, idOf, type Place } from "./place";
import { Tool } from "./tool";
import { useWindow, Window } from "./window";

export function List({ place }: { place: Place }) {
  const size = useDerived(place, ({ shown }) => sizeOf(shown.value)).value;
  const keys = useKeys(size);
  const name = formatPath(place.path);
  const { from, to, show } = useWindow(place, size, Number);

  const add = () => {
    keys.add();
    show(size);
    place.edit([], [...elements(place), blank(place.type.elem!)]);
    focusNext(idOf({ path: [...place.path, size] }));
  };
  const remove = (index: number) => {
    keys.remove(index);
    place.edit([index], undefined);
    const next = Math.min(index, size - 2);
    show(next);
    focusNext(next < 0 ? idOf(place, "add") : idOf({ path: [...place.path, next] }, "remove"));
  };
  const shift = (index: number, by: -1 | 1) => {
    const next = index + by;
    if (next < 0 || next >= size) return;
    keys.move(index, next);
    place.edit([], move(elements(place), index, next));
    show(next);
    focusNext(idOf({ path: [...place.path, next] }, by < 0 ? "up" : "down"));
  };

  return (
    <div class="form-rows">
      {keys.current.slice(from, to).map((key, i) => (
        <Item key={key} list={place} index={from + i} last={size - 1} remove={remove} shift={shift} />
      ))}
      <Window name={name} size={size} from={from} to={to} show={show} />
      <button type="button" id={idOf(place, "add")} class="form-button" aria-label={`Add to ${name}`} onClick={add}>
        Add
      </button>
    </div>
  );
}

interface ItemProps {
  list: Place;
  index: number;
  last: number;
  remove(index: number): void;
  shift(index: number, by: -1 | 1): void;
}

function Item({ list, index, last, remove, shift }: ItemProps) {
  const place = useMemo(() => elementPlace(list, index), [list, index]);
  const name = formatPath(place.path);
  return (
    <div class="form-row">
      <Element place={place} name={`[${index}]`} />
      <div class="form-tools">
        <Tool id={idOf(place, "up")} label={`Move ${name} up`} sign="↑" idle={index === 0} onClick={() => shift(index, -1)} />
        <Tool id={idOf(place, "down")} label={`Move ${name} down`} sign="↓" idle={index === last} onClick={() => shift(index, 1)} />
        <Tool id={idOf(place, "remove")} label={`Remove ${name}`} sign="✕" onClick={() => remove(index)} />
      </div>
    </div>
  );
}

function elements({ shown }: Place) {
  const value = shown.peek();
  return Array.isArray(value) ? value : [];
}

// useKeys gives each element a key that it keeps when it moves, and its controls with it. A
// change from elsewhere counts as one at the end.
function useKeys(size: number) {
  const keys = useRef<number[]>([]);
  const made = useRef(0);
  const moves = useSignal(0); // equal elements can change places too
  void moves.value;
  while (keys.current.length < size) keys.current.push(made.current++);
  keys.current.length = size;
  return {
    current: keys.current,
    add: () => void keys.current.push(made.current++),
    remove: (index: number) => void keys.current.splice(index, 1),
    move(from: number, to: number) {
      keys.current = move(keys.current, from, to);
      moves.value++;
    },
  };
}
