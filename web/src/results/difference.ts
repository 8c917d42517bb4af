// What changes between two states, object by object.
import { structuredPatch } from "diff";
import type { Rendered } from "../contract";

export interface Line {
  text: string;
  mark: "added" | "removed" | undefined;
}

export interface Change {
  name: string; // of the object in the contract
  title: string;
  what: "added" | "removed" | "changed" | "replaced";
  hunks: Line[][];
}

// identity is what makes an object the same one to a cluster.
const identity = ({ body }: Rendered): string =>
  [body.apiVersion, body.kind, body.metadata?.namespace ?? "", body.metadata?.name].join("/");

const title = ({ body }: Rendered): string => `${body.kind} ${body.metadata?.name ?? ""}`;

export function changes(before: Rendered[], after: Rendered[]): Change[] {
  const old = new Map(before.map((object) => [object.name, object]));
  const now = new Map(after.map((object) => [object.name, object]));
  const names = [...after.map((object) => object.name), ...before.map((object) => object.name).filter((name) => !now.has(name))];
  return names.flatMap((name) => change(name, old.get(name), now.get(name)));
}

function change(name: string, before: Rendered | undefined, after: Rendered | undefined): Change[] {
  if (before?.yaml === after?.yaml) return [];
  const what = !before ? "added" : !after ? "removed" : identity(before) === identity(after) ? "changed" : "replaced";
  return [{ name, title: title((after ?? before)!), what, hunks: hunks(before?.yaml ?? "", after?.yaml ?? "") }];
}

// hunks are the lines that differ, with some around them.
export function hunks(before: string, after: string): Line[][] {
  return structuredPatch("", "", before, after, "", "", { context: 3 }).hunks.map((hunk) =>
    hunk.lines
      .filter((line) => !line.startsWith("\\"))
      .map((line) => ({ text: line.slice(1), mark: line[0] === "+" ? "added" : line[0] === "-" ? "removed" : undefined })),
  );
}
