// Tabs as the ARIA practices have them: arrow keys go from one to the next.
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

export interface Tab {
  name: string;
  title: string;
  content: () => ComponentChildren;
}

export function Tabs({ label, tabs, open }: { label: string; tabs: Tab[]; open: Signal<string> }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const shown = tabs.find((tab) => tab.name === open.value) ?? tabs[0]!;

  function onKeyDown(event: KeyboardEvent): void {
    const at = tabs.indexOf(shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    open.value = tabs[next]!.name;
    (list.current!.children[next] as HTMLElement).focus();
  }

  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            id={`${id}-${tab.name}`}
            type="button"
            role="tab"
            aria-selected={tab === shown}
            aria-controls={`${id}-panel`}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => (open.value = tab.name)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} class="tab-panel" role="tabpanel" aria-labelledby={`${id}-${shown.name}`}>
        {shown.content()}
      </div>
    </div>
  );
}
