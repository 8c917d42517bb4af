// The keys and values of a map.
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { formatPath } from "../value";
import { Alone } from "./alone";
import { rename } from "./change";
import { blank } from "./control";
import { useDerived } from "./derive";
import { Element } from "./element";
import { focusNext } from "./focus";
import { elementPlace, idOf, type Place } from "./place";
import { newRow, problemOf, type Row, reconcile, replace } from "./rows";
import { Tool } from "./tool";
import { useWindow, Window } from "./window";

export function MapRows({ place }: { place: Place }) {
  const [rows, setRows] = useRows(place);
  const name = formatPath(place.path);
  const { from, to, show } = useWindow(place, rows.length, (step) => rows.findIndex(({ key }) => key === step));

  const type = (row: Row, typed: string) => {
    const next = { ...row, typed };
    const { key } = row;
    if (typed === key || problemOf(next, rows)) {
      setRows(replace(rows, next));
      return;
    }
    setRows(replace(rows, { ...next, key: typed }));
    const map = place.shown.peek();
    if (key === undefined) place.edit([typed], blank(place.type.elem!));
    else if (map instanceof Map) place.edit([], rename(map, key, typed));
  };
  const add = () => {
    const row = newRow();
    setRows([...rows, row]);
    show(rows.length);
    focusNext(rowId(place, row, "key"));
  };
  const remove = (row: Row) => {
    const index = rows.indexOf(row);
    const next = rows[index + 1] ?? rows[index - 1];
    setRows(rows.filter(({ id }) => id !== row.id));
    show(Math.min(index, rows.length - 2));
    if (row.key !== undefined) place.edit([row.key], undefined);
    focusNext(next ? rowId(place, next, "remove") : idOf(place, "add"));
  };

  return (
    <div class="form-rows">
      {rows.slice(from, to).map((row) => (
        <Entry key={row.id} map={place} row={row} problem={problemOf(row, rows)} type={type} remove={remove} />
      ))}
      <Window name={formatPath(place.path)} size={rows.length} from={from} to={to} show={show} />
      <button type="button" id={idOf(place, "add")} class="form-button" aria-label={`Add to ${name}`} onClick={add}>
        Add
      </button>
    </div>
  );
}

interface EntryProps {
  map: Place;
  row: Row;
  problem: string | undefined;
  type(row: Row, typed: string): void;
  remove(row: Row): void;
}

function Entry({ map, row, problem, type, remove }: EntryProps) {
  const { key } = row;
  const place = useMemo(() => (key === undefined ? undefined : elementPlace(map, key)), [map, key]);
  const of = formatPath(map.path);
  const name = key === undefined ? `the new row of ${of}` : formatPath([...map.path, key]);
  return (
    <div class="form-row form-entry">
      <div class="form-key">
        <Alone>
          <input
            type="text"
            id={rowId(map, row, "key")}
            class="form-text"
            aria-label={`Key of ${name}`}
            aria-describedby={rowId(map, row, "problem")}
            aria-invalid={problem !== undefined}
            placeholder="key"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={row.typed}
            onInput={(event) => type(row, event.currentTarget.value)}
          />
        </Alone>
        <div id={rowId(map, row, "problem")}>{problem && <p class="form-note warning">{problem}</p>}</div>
      </div>
      {place && <Element place={place} name={JSON.stringify(key)} />}
      <div class="form-tools">
        <Tool id={rowId(map, row, "remove")} label={`Remove ${name}`} sign="✕" onClick={() => remove(row)} />
      </div>
    </div>
  );
}

// useRows are the rows of a map's keys, and of those that are not in the input yet.
function useRows(place: Place) {
  // Joined, so that a change of a value is none of the keys.
  const joined = useDerived(place, ({ shown }) => JSON.stringify(shown.value instanceof Map ? [...shown.value.keys()] : [])).value;
  const rows = useRef<readonly Row[]>([]);
  const changes = useSignal(0);
  void changes.value;
  rows.current = reconcile(rows.current, JSON.parse(joined) as string[]);
  const setRows = (next: readonly Row[]) => {
    rows.current = next;
    changes.value++;
  };
  return [rows.current, setRows] as const;
}

function rowId(map: Place, row: Row, part: string): string {
  return `${idOf(map, part)}-${row.id}`;
}
