// Above the input: which row of the table it is, and the way back to the table.
import { inputs, number } from "./arrange";
import { beside, opened, openRow, toTable, wayBackId } from "./opened";
import { file, rows } from "./table";

export function RowBar() {
  const row = opened.value;
  if (!row) return null;
  return (
    <nav class="row-bar" aria-label="Rows of the table">
      <button id={wayBackId} type="button" onClick={toTable}>
        ← All {inputs(rows.value.length)}
      </button>
      <Beside by={-1} label="Previous row" sign="Previous" />
      <Beside by={1} label="Next row" sign="Next" />
      <p role="status">
        Input {number(row.number)}, line {number(row.line)} of <span class="row-file">{file.value?.name}</span>
      </p>
    </nav>
  );
}

// Beside opens a row beside this one. It is not disabled, because the keyboard would lose its place.
function Beside({ by, label, sign }: { by: -1 | 1; label: string; sign: string }) {
  const row = beside(by);
  const go = () => {
    const focused = document.activeElement;
    void openRow(row!).then(() => queueMicrotask(() => focused instanceof HTMLElement && focused.focus()));
  };
  return (
    <button type="button" aria-label={label} aria-disabled={!row} onClick={row ? go : undefined}>
      {sign}
    </button>
  );
}
