// Label selectors, as the API server evaluates them, in kubectl's notation.
import { at, fields, list, text, texts } from "./fields";

export type Labels = ReadonlyMap<string, string>;

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

// Selector is a list of requirements that must all hold; without any it selects everything.
export type Selector = readonly Requirement[];

export function labels(value: unknown): Labels {
  return new Map(Object.entries(fields(value)).map(([key, label]) => [key, text(label)]));
}

// selector reads a LabelSelector: matchLabels and matchExpressions.
export function selector(value: unknown): Selector {
  const expressions = list(at(value, "matchExpressions")).map((item) => {
    const { key, operator, values } = fields(item);
    return { key: text(key), operator: text(operator), values: texts(values) };
  });
  return [...equalities(at(value, "matchLabels")), ...expressions];
}

// equalities reads the selector of a Service, which is a map of labels.
export function equalities(value: unknown): Selector {
  return Array.from(labels(value), ([key, label]) => ({ key, operator: "In", values: [label] }));
}

export function selects(selector: Selector, labels: Labels): boolean {
  return selector.every(({ key, operator, values }) => {
    const label = labels.get(key);
    switch (operator) {
      case "In":
        return label !== undefined && values.includes(label);
      case "NotIn":
        return label === undefined || !values.includes(label);
      case "Exists":
        return label !== undefined;
      case "DoesNotExist":
        return label === undefined;
      default:
        return false; // the API server refuses it
    }
  });
}

export function selectorWords(selector: Selector): string {
  return selector
    .map(({ key, operator, values }) => {
      if (operator === "In" && values.length === 1) return `${key}=${values[0]}`;
      if (operator === "NotIn" && values.length === 1) return `${key}!=${values[0]}`;
      if (operator === "Exists") return key;
      if (operator === "DoesNotExist") return `!${key}`;
      return `${key} ${operator.toLowerCase()} (${values.join(", ")})`;
    })
    .join(", ");
}
