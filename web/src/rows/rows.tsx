// The table of many inputs, with the verdict on each.
import { useComputed } from "@preact/signals";
import { Window } from "../form/window";
import { EffectBadge } from "../results/effect";
import { asInFile, type Column, countsOf, inputs, number, turn } from "./arrange";
import { mostRows } from "./most";
import { mostShown, opened, openRow, rowId } from "./opened";
import type { Row, Verdict } from "./row";
import { arrangeBy, arrangement, effectOf, file, left, names, part, problem, rows, shown, since, start } from "./table";

const signs: { [verdict in Verdict]: string } = {
  accepted: "✓ accepted",
  refused: "✕ refused",
  unreadable: "? cannot be read",
};

export function Rows() {
  const from = Math.min(start.value, Math.max(0, shown.value.length - 1));
  const to = Math.min(from + mostShown, shown.value.length);
  return (
    <div class="rows">
      <Standing />
      <Narrow />
      {/* A wide table scrolls, also by keyboard. */}
      <div class="rows-scroll" role="region" aria-label="Table of the inputs" tabIndex={0}>
        <table>
          <caption class="hidden">The inputs of {file.value?.name}</caption>
          <thead>
            <tr>
              <Head column="line" title="Line" />
              <Head column="name" title={names.value.join(", ") || "Input"} />
              <Head column="verdict" title="Verdict" />
              <Head column="words" title="Makes, or why not" />
              {since.value && <Head column="effect" title="Effect" />}
            </tr>
          </thead>
          <tbody>
            {shown.value.slice(from, to).map((row) => (
              <Line key={row.number} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <Window name="the table" size={shown.value.length} from={from} to={to} show={show} />
    </div>
  );
}

const show = (index: number) => (start.value = Math.floor(index / mostShown) * mostShown);

// Standing is what there is, in words, or how far it is read.
function Standing() {
  const name = file.value?.name;
  if (problem.value) return <p role="alert">The table ends here: {problem.value}.</p>;
  if (part.value !== undefined)
    return (
      <p>
        <label>
          {inputs(rows.value.length)} of {name} <progress value={part.value} />
        </label>
      </p>
    );
  const from = { older: "by the older model.json that was chosen in Changes", pinned: "when the pinned state becomes what is in the row" };
  return (
    <>
      <p role="status">
        {inputs(rows.value.length)} of {name}: {countsOf(rows.value)}.
        {left.value && ` The file has more: the table ends after ${number(mostRows)} or 32 MiB, and gen vet takes any number.`}
      </p>
      {since.value && <p class="muted">Effect: what happens to a workspace that runs, {from[since.value]}.</p>}
    </>
  );
}

function Narrow() {
  const by = arrangement.value;
  const words = useComputed(() => {
    const { query, verdict } = arrangement.value;
    return query.trim() === "" && verdict === "" ? "" : `${number(shown.value.length)} shown`;
  });
  return (
    <search class="toolbar" aria-label="Rows">
      <input
        type="search"
        class="form-text"
        aria-label="Find rows by any text in them or in their documents"
        placeholder="Find rows"
        autocomplete="off"
        spellcheck={false}
        value={by.query}
        onInput={({ currentTarget }) => arrangeBy({ ...arrangement.peek(), query: currentTarget.value })}
      />
      <label>
        Verdict{" "}
        <select
          value={by.verdict}
          onChange={({ currentTarget }) => arrangeBy({ ...arrangement.peek(), verdict: currentTarget.value as Verdict | "" })}
        >
          <option value="">any</option>
          {Object.entries(signs).map(([verdict, words]) => (
            <option key={verdict} value={verdict}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => arrangeBy(asInFile)}>
        As in the file
      </button>
      <p role="status">{words}</p>
    </search>
  );
}

function Head({ column, title }: { column: Column; title: string }) {
  const { column: sorted, descending } = arrangement.value;
  const isSorted = column === sorted;
  return (
    <th scope="col" aria-sort={isSorted ? (descending ? "descending" : "ascending") : "none"}>
      <button type="button" onClick={() => arrangeBy(turn(arrangement.peek(), column))}>
        {title}
        <span aria-hidden="true">{isSorted ? (descending ? " ▼" : " ▲") : ""}</span>
      </button>
    </th>
  );
}

function Line({ row }: { row: Row }) {
  const effect = effectOf.value(row);
  const isOpen = opened.value?.number === row.number;
  return (
    <tr class={row.verdict} aria-current={isOpen ? "true" : undefined}>
      <td>{number(row.line)}</td>
      <th scope="row">
        {row.text === "" ? (
          `Input ${number(row.number)}`
        ) : (
          <button type="button" class="said" id={rowId(row)} onClick={() => void openRow(row)}>
            <span class="hidden">Open </span>
            {row.name || `Input ${number(row.number)}`}
          </button>
        )}
      </th>
      <td>{signs[row.verdict]}</td>
      <td>{row.words}</td>
      {since.value && <td>{effect && <EffectBadge name={effect} />}</td>}
    </tr>
  );
}
