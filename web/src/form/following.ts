import { computed, type ReadonlySignal } from "@preact/signals";
import type { Field } from "../contract";
import { formatPath, parsePath, type Value } from "../value";
import { type Filter, filter, isActive, type Matches, matchesOf } from "./filter";
import type { Arrangement } from "./sections";

// follow are the matches of what is looked for. A field that was found stays until something
// else is looked for: it must not go away while it is edited.
export function follow(
  fields: Field[],
  { dependents }: Arrangement,
  value: ReadonlySignal<Value | undefined>,
): ReadonlySignal<Matches | undefined> {
  let last: { filter: Filter; matches: Matches } | undefined;
  return computed(() => {
    const wanted = filter.value;
    if (!isActive(wanted)) {
      last = undefined;
      return undefined;
    }
    const matches = matchesOf(fields, value.value, wanted);
    lead(matches.shown, dependents);
    if (last?.filter === wanted) {
      const before = last.matches.shown.size;
      for (const path of matches.shown) last.matches.shown.add(path);
      if (last.matches.shown.size === before) return last.matches;
      matches.shown = last.matches.shown;
    }
    last = { filter: wanted, matches };
    return matches;
  });
}

// lead adds the fields beneath which some of those are that are shown.
function lead(shown: Set<string>, dependents: Arrangement["dependents"]): void {
  for (const [key, groups] of dependents) {
    if (!groups.some(({ fields }) => fields.some(({ name }) => shown.has(name)))) continue;
    const path = parsePath(key);
    path.forEach((_, i) => {
      shown.add(formatPath(path.slice(0, i + 1)));
    });
  }
}
