// Reading of fields whose shape nobody has checked. An object may come from a contract
// for a custom resource, so a field of another type than expected reads as absent.
export type Fields = { readonly [name: string]: unknown };

export function fields(value: unknown): Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Fields) : {};
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

// text is a scalar as the manifest writes it, and "" for anything else.
export function text(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    default:
      return "";
  }
}

export function texts(value: unknown): string[] {
  return list(value)
    .map(text)
    .filter((item) => item !== "");
}

// count is a field that holds a number of things, or its default.
export function count(value: unknown, absent: number): number {
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : absent;
}

// at follows field names into nested objects.
export function at(value: unknown, ...names: string[]): unknown {
  for (const name of names) value = fields(value)[name];
  return value;
}

export const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
