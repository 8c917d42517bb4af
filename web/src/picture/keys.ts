import { fields } from "./fields";
import type { Named } from "./objects";

// keys of a Secret or a ConfigMap; never what is under them.
export function keys({ body }: Named): string[] {
  const names = ["data", "stringData", "binaryData"].flatMap((field) => Object.keys(fields(body[field])));
  const unique = Array.from(new Set(names)).sort();
  if (unique.length === 0) return ["no keys"];
  return [`${unique.length === 1 ? "key" : "keys"} ${unique.join(", ")}`];
}
