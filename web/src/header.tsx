// The title, and what concerns the whole state.
import { open } from "./entries";
import { OpenFile } from "./files";
import { ImportReport } from "./imported";
import { isPart, readOnly } from "./part";
import { PasteText } from "./paste";
import { CopyLinks, Notice } from "./share";
import { contract, current, examples, pin, pinned, resultTab, tableTab } from "./state";
import { UndoButtons } from "./undo";

export function Header() {
  return (
    <header class="page-header">
      <h1>
        Preview of <code>{contract.value?.name}</code>
      </h1>
      <p class="muted">{contract.value?.doc}</p>
      <Notice />
      <ImportReport />
      <div class="toolbar">
        {readOnly.value ? <p class="muted">The input is read-only: it can be looked at, copied and compared.</p> : <WaysToChange />}
        <button type="button" disabled={!current.value} onClick={pinToCompare} aria-pressed={pinned.value !== undefined}>
          {pinned.value === undefined ? "Pin to compare" : "Pin again"}
        </button>
        {!isPart && <CopyLinks />}
      </div>
    </header>
  );
}

function WaysToChange() {
  return (
    <>
      <UndoButtons />
      <OpenFile />
      <PasteText />
      {examples.value.length > 0 && <ExampleChoice />}
    </>
  );
}

// Whoever pins is about to compare. The table of many inputs does so, too.
function pinToCompare(): void {
  pin();
  if (resultTab.value !== tableTab) resultTab.value = "changes";
}

function ExampleChoice() {
  return (
    <label>
      Start from{" "}
      <select
        value=""
        onChange={(event) => {
          const example = examples.value[Number(event.currentTarget.value)];
          if (example) {
            open(example.text, example.language);
          }
          event.currentTarget.value = "";
        }}
      >
        <option value="">an example …</option>
        {examples.value.map((example, i) => (
          <option key={example.name} value={i}>
            {example.name}
          </option>
        ))}
      </select>
    </label>
  );
}
