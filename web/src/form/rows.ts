// The rows of a map as they are edited: a key that is missing or taken cannot be in
// the input, so it stays in its row until it can.

export interface Row {
  readonly id: number;
  // The key in the input; a new row has none.
  readonly key: string | undefined;
  // The key as it is typed.
  readonly typed: string;
}

let made = 0;

export function newRow(key?: string): Row {
  return { id: ++made, key, typed: key ?? "" };
}

// reconcile gives every key of the input a row, in the order of the input, and keeps
// the rows that it knows. New rows stay at the end.
export function reconcile(rows: readonly Row[], keys: readonly string[]): readonly Row[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  const next = keys.map((key) => known.get(key) ?? newRow(key));
  next.push(...rows.filter((row) => row.key === undefined));
  return next.length === rows.length && next.every((row, i) => row === rows[i]) ? rows : next;
}

export function replace(rows: readonly Row[], row: Row): readonly Row[] {
  return rows.map((other) => (other.id === row.id ? row : other));
}

// problemOf says why a row's typed key is not in the input, if it is not.
export function problemOf(row: Row, rows: readonly Row[]): string | undefined {
  const until = row.key === undefined ? "the row is not in the input yet" : `the input still says ${JSON.stringify(row.key)}`;
  if (row.typed === row.key) return undefined;
  if (row.typed === "") return `type a key: ${until}`;
  if (rows.some((other) => other.id !== row.id && other.key === row.typed)) return `another row has this key: ${until}`;
  return undefined;
}
