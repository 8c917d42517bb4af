// Whether the pods that one selector selects are among those of another one.
import { all, type May } from "./may";
import type { Labels, Selector } from "./selector";

// Domain is what the label of a key may be: one of the values, or any but them.
interface Domain {
  readonly values: ReadonlySet<string>;
  readonly others: boolean;
  readonly absent: boolean;
}

const nothing: Domain = { values: new Set(), others: false, absent: false };

// domainOf is what a selector leaves to the label of a key.
function domainOf(selector: Selector, key: string): Domain {
  let domain: Domain = { values: new Set(), others: true, absent: true };
  for (const requirement of selector) {
    if (requirement.key === key) domain = narrow(domain, requirement);
  }
  return domain;
}

function narrow({ values, others, absent }: Domain, { operator, values: given }: Selector[number]): Domain {
  switch (operator) {
    case "In":
      return { values: new Set(given.filter((value) => values.has(value) !== others)), others: false, absent: false };
    case "NotIn":
      if (others) return { values: new Set([...values, ...given]), others, absent };
      return { values: new Set([...values].filter((value) => !given.includes(value))), others, absent };
    case "Exists":
      return { values, others, absent: false };
    case "DoesNotExist":
      return { ...nothing, absent };
    default:
      return nothing; // the API server refuses it
  }
}

function isWithin(a: Domain, b: Domain): boolean {
  if (a.absent && !b.absent) return false;
  if (!a.others) return [...a.values].every((value) => b.values.has(value) !== b.others);
  return b.others && [...b.values].every((value) => a.values.has(value));
}

function isApart(a: Domain, b: Domain): boolean {
  if (a.absent && b.absent) return false;
  if (a.others && b.others) return false;
  if (a.others) return isApart(b, a);
  return [...a.values].every((value) => b.values.has(value) === b.others);
}

// among reports whether what the first selector selects, the second does as well.
export function among(selected: Selector, selector: Selector): May {
  const keys = new Set([...selected, ...selector].map(({ key }) => key));
  return all(
    ...Array.from(keys, (key): May => {
      const [a, b] = [domainOf(selected, key), domainOf(selector, key)];
      return isApart(a, b) ? "no" : isWithin(a, b) ? "yes" : "depends";
    }),
  );
}

// exactly is a selector of what has these labels and no others of the keys.
export function exactly(labels: Labels, ...selectors: Selector[]): Selector {
  const keys = new Set(selectors.flat().map(({ key }) => key));
  return Array.from(keys, (key) => {
    const label = labels.get(key);
    return label === undefined ? { key, operator: "DoesNotExist", values: [] } : { key, operator: "In", values: [label] };
  });
}
