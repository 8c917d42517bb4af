// The sections of the form.

import { computed, type Signal, useSignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useLayoutEffect, useMemo } from "preact/hooks";
import { formatPath } from "../value";
import { child } from "./change";
import { type Condition, holds } from "./condition";
import { isRequired } from "./control";
import { useDerived } from "./derive";
import { Field } from "./field";
import { Fold } from "./fold";
import type { Place } from "./place";
import type { Dependents, Section as SectionOf } from "./sections";

// Top is the place of the whole input, in which the fields of a fold are wherever that is.
const Top = createContext<Place | undefined>(undefined);

// Sections draws one after another, a frame for each: all of them at once take longer than a
// frame. It says when it is busy with that.
export function Sections({ root, busy }: { root: Place; busy: Signal<boolean> }) {
  const all = useMemo(
    () => root.source.arrangement.sections.map((section) => <Section key={section.key} section={section} top={root} />),
    [root],
  );
  const drawn = useSignal(1);
  useLayoutEffect(() => {
    let frame = 0;
    const next = () => {
      busy.value = drawn.peek() < all.length;
      if (!busy.peek()) return;
      frame = requestAnimationFrame(() => {
        drawn.value++;
        next();
      });
    };
    next();
    return () => cancelAnimationFrame(frame);
  }, [all]);
  return <Top.Provider value={root}>{all.slice(0, drawn.value)}</Top.Provider>;
}

function Section({ section, top }: { section: SectionOf; top: Place }) {
  const { fields, title } = section;
  const worth = useDerived(section, () => fields.some((field) => isRequired(field) || isSet(top, field.name)));
  return (
    <Fold name={title} top={top} fields={fields} worth={worth} class="form-section" title={<h3>{title}</h3>}>
      {fields.map((field) => (
        <Field key={field.name} of={top} field={field} />
      ))}
    </Fold>
  );
}

// Depending are the inputs that do something when a field is set, folded away beneath it.
export function Depending({ on }: { on: Place }) {
  return on.source.arrangement.dependents.get(on.key)?.map((group) => <Group key={group.condition.words} group={group} on={on} />);
}

function Group({ group: { condition, fields }, on }: { group: Dependents; on: Place }) {
  const top = useContext(Top)!;
  const { matters, worth } = useMemo(() => {
    const matters = computed(() => holds(condition, top.type.fields!, top.given.value));
    const worth = computed(() => (matters.value && on.given.value !== undefined) || fields.some(({ name }) => isSet(top, name)));
    return { matters, worth };
  }, [condition, fields, top, on]);
  const title = (
    <>
      <span>{short(condition)}</span>
      <span class="form-standing">{matters.value ? "" : "without effect now"}</span>
    </>
  );
  return (
    <Fold name={`${formatPath(on.path)} ${condition.words}`} top={top} fields={fields} worth={worth} class="form-depending" title={title}>
      {fields.map((field) => (
        <Field key={field.name} of={top} field={field} />
      ))}
    </Fold>
  );
}

// short are the words of a condition beneath the field that it is about.
function short({ words, path }: Condition): string {
  const last = String(path[path.length - 1]);
  return (words[0]!.toUpperCase() + words.slice(1)).replace(formatPath(path), last);
}

function isSet(top: Place, name: string): boolean {
  return child(top.given.value, name) !== undefined;
}
