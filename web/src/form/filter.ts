// Which fields the form shows: all, or those that are looked for.
import { signal } from "@preact/signals";
import type { Field } from "../contract";
import { formatPath, type Step, type Value } from "../value";
import { child, same } from "./change";
import { defaultOf, isRequired } from "./control";
import { textOf } from "./draft";

export interface Filter {
  query: string;
  changed: boolean; // only what the input says otherwise than the default
  required: boolean; // only what the input must say
}

export const everything: Filter = { query: "", changed: false, required: false };

// filter is what is looked for. It stays while another tab is shown.
export const filter = signal<Filter>(everything);

export function isActive({ query, changed, required }: Filter): boolean {
  return query.trim() !== "" || changed || required;
}

// Matches are the paths of the fields to show, and of those among them that match
// themselves: the others lead to one or are inside of one.
export interface Matches {
  shown: Set<string>;
  hits: Step[][];
}

export function matchesOf(fields: Field[], value: Value | undefined, filter: Filter): Matches {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches: Matches = { shown: new Set(), hits: [] };

  function visit(field: Field, of: Value | undefined, path: Step[], sensitive: boolean): boolean {
    const given = child(of, field.name);
    const secret = sensitive || field.sensitive === true;
    const inner = field.type.fields ?? [];
    const found = isHit(field, given, path, secret);
    if (found) matches.hits.push(path);
    // What is found inside of a field is shown there; else everything is, of one that is
    // found itself.
    let any = false;
    for (const attribute of inner) any = visit(attribute, given, [...path, attribute.name], secret) || any;
    if (found && !any) show(inner, path);
    if (found || any) matches.shown.add(formatPath(path));
    return found || any;
  }

  function isHit(field: Field, given: Value | undefined, path: Step[], secret: boolean): boolean {
    const group = field.type.kind === "object";
    if (filter.required && !isRequired(field)) return false;
    if (filter.changed && (group || given === undefined || same(given, defaultOf(field)))) return false;
    if (words.length === 0) return !(group && filter.changed);
    const text = [formatPath(path), field.doc ?? "", secret || group ? "" : textOf(given ?? defaultOf(field))].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  }

  function show(fields: Field[], path: Step[]): void {
    for (const field of fields) {
      const inside = [...path, field.name];
      matches.shown.add(formatPath(inside));
      show(field.type.fields ?? [], inside);
    }
  }

  for (const field of fields) visit(field, value, [field.name], false);
  return matches;
}

// bestOf is the hit that somebody who types a name means.
export function bestOf(hits: Step[][], query: string): Step[] | undefined {
  const wanted = query.trim().toLowerCase();
  const rank = (path: Step[]): number => {
    const name = String(path[path.length - 1]).toLowerCase();
    const whole = formatPath(path).toLowerCase();
    return [name === wanted || whole === wanted, name.startsWith(wanted), name.includes(wanted), whole.includes(wanted), true].indexOf(
      true,
    );
  };
  return [...hits].sort((a, b) => rank(a) - rank(b))[0];
}
