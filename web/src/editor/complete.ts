// What can be written at the cursor: the keys and values that the contract knows.
import { type Completion, type CompletionResult, insertCompletionText, pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import type { Choice, Contract } from "../contract";
import { defaultOf, labelOf, optionsOf, type Subject } from "../form/control";
import { isRefused } from "../form/refusals";
import { type Language, written } from "../text";
import { formatPath, type Value } from "../value";
import { docOf } from "./doc";
import type { Spot } from "./spot";
import { spotAt } from "./spot";
import { sayings, subjectAt, subjectOf, summaryOf } from "./subject";

// Knowledge is what the page knows about an input.
export interface Knowledge {
  contract: Contract;
  choices: readonly Choice[]; // what the contract says about values that it offers
}

// completionsAt are undefined where nothing is to be offered.
export function completionsAt(text: string, language: Language, offset: number, known: Knowledge): CompletionResult | undefined {
  const spot = spotAt(text, language, offset);
  if (!spot) return undefined;
  const options = optionsAt(spot, language, known);
  // What is written already needs no offer.
  const isWhole = options.length === 1 && options[0]!.label === spot.word;
  return options.length === 0 || isWhole ? undefined : { from: spot.from, to: spot.to, options, validFor: /^["'\w./-]*$/ };
}

function optionsAt(spot: Spot, language: Language, known: Knowledge): Completion[] {
  const subject = subjectAt(known.contract.inputs, spot.path);
  if (!subject) return [];
  if (spot.what === "key") return keys(spot, subject, language);
  if (spot.what === "value") return values(spot, subject, language, known);
  // Alone in its line is also an element of a list, with a dash.
  const { type, sensitive } = subject;
  if (type.kind === "list" && type.elem) {
    const inner = { ...spot, column: spot.column + 2, path: [...spot.path, 0], keys: [] };
    return alone(inner, { type: type.elem, sensitive }, language, known).map((option) => ({
      ...option,
      label: `- ${option.label}`,
      apply: after("- ", option),
    }));
  }
  return alone(spot, subject, language, known);
}

function alone(spot: Spot, subject: Subject, language: Language, known: Knowledge): Completion[] {
  return subject.type.kind === "object" ? keys(spot, subject, language) : values(spot, subject, language, known);
}

function after(lead: string, { label, apply }: Completion): Completion["apply"] {
  if (typeof apply !== "function") return `${lead}${apply ?? label}`;
  return (view, completion, from, to) => {
    view.dispatch(insertCompletionText(view.state, lead, from, to));
    apply(view, completion, from + lead.length, from + lead.length);
  };
}

// keys are those that the object does not have yet.
function keys(spot: Spot, { type, sensitive }: Subject, language: Language): Completion[] {
  const missing = (type.fields ?? []).filter(({ name }) => !spot.keys.includes(name));
  return missing.map((field) => {
    const subject = subjectOf(field, sensitive);
    const label = written(field.name, language);
    const summary = summaryOf(subject);
    return {
      label,
      ...(label !== field.name && { displayLabel: field.name }),
      detail: summary,
      boost: summary === "required" ? 1 : 0,
      info: () => docOf(sayings(subject)),
      apply: put(label + (spot.isKey ? "" : opening(subject, spot, language))),
    };
  });
}

// opening is what comes between a key and its value.
function opening({ type: { kind } }: Subject, { inBrackets, column }: Spot, language: Language): string {
  if (language === "json" || inBrackets || (kind !== "object" && kind !== "map" && kind !== "list")) return ": ";
  return `:\n${" ".repeat(column + 2)}${kind === "list" ? "- " : ""}`;
}

// put writes a text, and offers what can be written behind it.
function put(text: string): Completion["apply"] {
  return (view: EditorView, completion: Completion, from: number, to: number) => {
    view.dispatch({ ...insertCompletionText(view.state, text, from, to), annotations: pickedCompletion.of(completion) });
    startCompletion(view);
  };
}

// values are those that a control of the form offers, and the default. A sensitive input has
// none.
function values({ path }: Spot, subject: Subject, language: Language, { choices }: Knowledge): Completion[] {
  const { type, field, sensitive } = subject;
  if (sensitive || type.kind === "list" || type.kind === "map" || type.kind === "object") return [];
  const fallback = defaultOf(field);
  const offered = optionsOf(subject, fallback).flatMap(({ value }) => (value === undefined ? [] : [value]));
  const at = choices.filter((choice) => choice.path === formatPath(path));
  return offered.map((value) => {
    const isDefault = fallback !== undefined && written(fallback, language) === written(value, language);
    return {
      label: written(value, language),
      ...display(value),
      detail: [isDefault && "default", isRefused(at, value) && "would be refused"].filter(Boolean).join(", "),
      info: () => docOf(sayings(subject)),
    };
  });
}

function display(value: Value): { displayLabel?: string } {
  return typeof value === "string" && value !== "" ? { displayLabel: labelOf(value) } : {};
}
