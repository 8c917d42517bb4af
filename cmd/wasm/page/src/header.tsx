// The title, and what concerns the whole state.
import { useSignal } from "@preact/signals";
import { address } from "./address";
import { contract, current, examples, pin, pinned, write } from "./state";

export function Header() {
  const told = useSignal("");
  async function copyLink(): Promise<void> {
    const link = await address();
    try {
      await navigator.clipboard.writeText(link);
      told.value = "Link copied";
    } catch {
      history.replaceState(null, "", link);
      told.value = "The link is in the address bar";
    }
    setTimeout(() => (told.value = ""), 2000);
  }
  return (
    <header class="page-header">
      <h1>
        Preview of <code>{contract.value?.name}</code>
      </h1>
      <p class="muted">{contract.value?.doc}</p>
      <div class="toolbar">
        {examples.value.length > 0 && <ExampleChoice />}
        <button type="button" disabled={!current.value} onClick={pin} aria-pressed={pinned.value !== undefined}>
          {pinned.value === undefined ? "Pin to compare" : "Pin again"}
        </button>
        <button type="button" onClick={copyLink}>
          {told.value || "Copy link"}
        </button>
        <span class="hidden" role="status">
          {told.value}
        </span>
      </div>
    </header>
  );
}

function ExampleChoice() {
  return (
    <label>
      Start from{" "}
      <select
        value=""
        onChange={(event) => {
          const example = examples.value[Number(event.currentTarget.value)];
          if (example) write(example.text, example.language);
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
