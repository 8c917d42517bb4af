// The title, and what concerns the whole state.
import { address } from "./address";
import { open } from "./entries";
import { OpenFile } from "./files";
import { Copy } from "./results/clipboard";
import { contract, current, examples, notice, pin, pinned } from "./state";
import { UndoButtons } from "./undo";

export function Header() {
  return (
    <header class="page-header">
      <h1>
        Preview of <code>{contract.value?.name}</code>
      </h1>
      <p class="muted">{contract.value?.doc}</p>
      {notice.value && <p role="alert">{notice.value}</p>}
      <div class="toolbar">
        <UndoButtons />
        <OpenFile />
        {examples.value.length > 0 && <ExampleChoice />}
        <button type="button" disabled={!current.value} onClick={pin} aria-pressed={pinned.value !== undefined}>
          {pinned.value === undefined ? "Pin to compare" : "Pin again"}
        </button>
        <Copy label="Copy link" done="Link copied" text={address} otherwise={intoAddressBar} />
      </div>
    </header>
  );
}

function intoAddressBar(link: string): string {
  history.replaceState(null, "", link);
  return "The link is in the address bar";
}

function ExampleChoice() {
  return (
    <label>
      Start from{" "}
      <select
        value=""
        onChange={(event) => {
          const example = examples.value[Number(event.currentTarget.value)];
          if (example) open(example.text, example.language);
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
