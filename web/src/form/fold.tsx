// Some top-level fields that can be folded away.
import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Field } from "../contract";
import { count } from "../words";
import { useDerived } from "./derive";
import { choose, foldOf } from "./folded";
import type { Place } from "./place";

export interface FoldProps {
  name: string;
  top: Place;
  fields: Field[];
  // Whether there is something in it that is worth seeing. When that comes to be so, the
  // fold opens; only a person closes it.
  worth: ReadonlySignal<boolean>;
  title: ComponentChildren;
  class: string;
  children: ComponentChildren;
}

export function Fold({ name, top, fields, worth, title, class: kind, children }: FoldProps) {
  const { matches } = top.source;
  const fold = foldOf(name, worth.peek());
  const before = useRef(worth.peek());
  useSignalEffect(() => {
    const now = worth.value;
    if (now && !before.current) fold.value = true;
    before.current = now;
  });
  const found = useDerived(matches, () => fields.some((field) => matches.value?.shown.has(field.name)));
  const errors = useDerived(top, () => errorsIn(top, fields));
  const searching = matches.value !== undefined;
  const onToggle = ({ currentTarget: { open } }: { currentTarget: HTMLDetailsElement }) => {
    // What a search opens stays as it was chosen.
    if (matches.peek() || open === fold.peek()) return;
    fold.value = open;
    choose(name, open);
  };
  return (
    <details class={`form-fold ${kind}`} hidden={searching && !found.value} open={searching || fold.value} onToggle={onToggle}>
      <summary>
        {title}
        {errors.value > 0 && <span class="form-count some">{count(errors.value, "error")}</span>}
        <span class="form-names">{namesOf(fields)}</span>
      </summary>
      <div class="form-folded">{children}</div>
    </details>
  );
}

// namesOf are the names of the fields, or of those in the only one.
function namesOf(fields: Field[]): string {
  const only = fields.length === 1 ? fields[0]!.type.fields : undefined;
  return (only ?? fields).map(({ name }) => name).join(", ");
}

function errorsIn({ source }: Place, fields: Field[]): number {
  return source.findings.value.all.filter(
    ({ at, diagnostic }) => diagnostic.severity === "error" && fields.some(({ name }) => name === at?.[0]),
  ).length;
}
