// A place of the form: a field or an element, what the input says there, and how to
// change it. Each is a signal of its own, so that a key press reaches only the
// controls whose values differ.
import { computed, type ReadonlySignal } from "@preact/signals";
import { type Choice, type Diagnostic, type Field, sameDiagnostics, type Type } from "../contract";
import { formatPath, type Step, type Value } from "../value";
import { child, isContainer, put, same, sizeOf } from "./change";
import { blank, type Control, controlOf, defaultOf, fits, isRequired, type Subject } from "./control";
import { stable } from "./derive";
import type { Matches } from "./filter";
import type { Findings } from "./findings";
import { sameChoices } from "./refusals";
import type { Arrangement } from "./sections";

export interface Place extends Subject {
  readonly path: Step[];
  readonly key: string; // the path as a text
  // Whether the contract names the place, which is no element then and in none.
  readonly declared: boolean;
  readonly control: Control;
  readonly source: Source;
  // What the input says, and what holds when it says nothing.
  readonly given: ReadonlySignal<Value | undefined>;
  readonly shown: ReadonlySignal<Value | undefined>;
  // Whether the control cannot show the value, because it is of another kind.
  readonly odd: ReadonlySignal<boolean>;
  readonly diagnostics: ReadonlySignal<readonly Diagnostic[]>;
  readonly choices: ReadonlySignal<readonly Choice[]>;
  // edit changes the input at this place, or at a path from here.
  edit(path: Step[], value: Value | undefined): void;
}

// Source is the whole input and what the contract says about it.
export interface Source {
  value: ReadonlySignal<Value | undefined>;
  findings: ReadonlySignal<Findings>;
  choices: ReadonlySignal<Map<string, Choice[]>>;
  arrangement: Arrangement;
  // What is looked for; undefined shows all.
  matches: ReadonlySignal<Matches | undefined>;
  edit(path: Step[], value: Value | undefined): void;
}

export function rootPlace(source: Source, fields: Field[]): Place {
  const type: Type = { kind: "object", fields };
  const { value } = source;
  return place({ type, sensitive: false }, source, [], true, value, value, (path, next) => {
    // An input that is no object, such as an empty text, is replaced by an object.
    if (path.length > 0 && !isContainer(value.peek())) source.edit([], put(undefined, path, next) ?? new Map());
    else source.edit(path, next);
  });
}

export function fieldPlace(of: Place, field: Field): Place {
  const { name: step, type } = field;
  const fallback = defaultOf(field);
  const given = stable(() => child(of.given.value, step), same);
  const shown = stable(() => {
    const value = child(of.shown.value, step);
    const absent = value === undefined || (value === null && !type.nullable && !isRequired(field));
    return absent ? fallback : value;
  }, same);
  const subject = { type, field, sensitive: of.sensitive || field.sensitive === true };
  return place(subject, of.source, [...of.path, step], of.declared, given, shown, editor(of, step, subject, given, shown));
}

export function elementPlace(of: Place, step: Step): Place {
  const subject = { type: of.type.elem!, sensitive: of.sensitive };
  const given = stable(() => child(of.given.value, step), same);
  const shown = stable(() => child(of.shown.value, step), same);
  return place(subject, of.source, [...of.path, step], false, given, shown, editor(of, step, subject, given, shown));
}

function place(
  subject: Subject,
  source: Source,
  path: Step[],
  declared: boolean,
  given: Place["given"],
  shown: Place["shown"],
  edit: Place["edit"],
): Place {
  const key = formatPath(path);
  const control = controlOf(subject);
  return {
    ...subject,
    path,
    key,
    declared,
    control,
    source,
    given,
    shown,
    odd: computed(() => !fits(control, subject.type, shown.value)),
    diagnostics: stable(() => source.findings.value.at.get(key) ?? [], sameDiagnostics),
    choices: stable(() => source.choices.value.get(key) ?? [], sameChoices),
    edit,
  };
}

function editor(of: Place, step: Step, { type, field }: Subject, given: Place["given"], shown: Place["shown"]): Place["edit"] {
  return (path, next) => {
    const now = given.peek();
    const whole = shown.peek();
    if (path.length === 0) {
      of.edit([step], next);
    } else if (next === undefined && whole === undefined) {
      // There is nothing to remove.
    } else if (!isContainer(now) && (now !== undefined || sizeOf(whole) > 0)) {
      // What is edited is a part of the default: all of it goes into the input.
      of.edit([step], put(whole, path, next));
    } else if (next === undefined && sizeOf(put(now, path, next)) === 0) {
      // The last member goes, and its parent too where that says the same.
      of.edit([step], same(defaultOf(field), blank(type)) ? undefined : blank(type));
    } else {
      of.edit([step, ...path], next);
    }
  };
}

// idOf is the id of an element of the page that belongs to a place.
export function idOf({ path }: { path: Step[] }, part = "control"): string {
  const name = formatPath(path).replace(/[^A-Za-z0-9_.-]/g, (c) => `~${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `form-${part}-${name}`;
}
