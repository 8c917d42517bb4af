// The search over the fields, and what narrows it down.
import { type ReadonlySignal, useComputed } from "@preact/signals";
import { count } from "../words";
import { Alone } from "./alone";
import { bestOf, everything, filter, isActive, type Matches } from "./filter";
import { focus } from "./focus";
import { Keys } from "./keys";
import { idOf } from "./place";

export const findId = "form-find";

export function Find({ matches }: { matches: ReadonlySignal<Matches | undefined> }) {
  const { query, changed, required } = filter.value;
  const words = useComputed(() => countOf(matches.value));
  const narrow = (part: Partial<typeof everything>) => (filter.value = { ...filter.peek(), ...part });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      const best = matches.peek() && bestOf(matches.peek()!.hits, query);
      if (best) focus(idOf({ path: best }));
    } else if (event.key === "Escape" && isActive(filter.peek())) {
      event.preventDefault();
      filter.value = everything;
    }
  };
  return (
    <search class="form-find" aria-label="Inputs">
      <Alone>
        <input
          id={findId}
          type="search"
          class="form-text"
          aria-label="Find an input by name, description or value"
          aria-keyshortcuts="/"
          placeholder="Find an input"
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => narrow({ query: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
      </Alone>
      <div class="form-narrow">
        <label>
          <input type="checkbox" checked={changed} onInput={(event) => narrow({ changed: event.currentTarget.checked })} />
          only what I changed
        </label>
        <label>
          <input type="checkbox" checked={required} onInput={(event) => narrow({ required: event.currentTarget.checked })} />
          only required
        </label>
        <Keys />
        <p role="status" class="form-standing">
          {words}
        </p>
      </div>
    </search>
  );
}

function countOf(matches: Matches | undefined): string {
  if (!matches) return "";
  const { length } = matches.hits;
  return length === 0 ? "No input is like that." : count(length, "input");
}
