// The texts that the page and the engine's reader (internal/input) read alike.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../src/text";

const project = join(process.cwd(), "..");

export interface Case {
  name: string;
  text: string;
  language: Language;
}

// inputs are the inputs of the project's contracts, those that are refused included.
export function inputs(): Case[] {
  const directories = ["testdata/inputs", "testdata/refused", "testdata/contracts/reports/inputs", "testdata/contracts/reports/refused"];
  return directories.flatMap((directory) =>
    readdirSync(join(project, directory))
      .sort()
      .map((file) => ({
        name: `${directory}/${file}`,
        text: readFileSync(join(project, directory, file), "utf8"),
        language: file.endsWith(".json") ? "json" : "yaml",
      })),
  );
}

// shared are the cases that the engine's reader is held to as well.
export function shared(name: "cases" | "inputs"): (Case & { want: string; stricter?: boolean })[] {
  const file = join(project, "internal/input/testdata/preview", `${name}.json`);
  const cases = JSON.parse(readFileSync(file, "utf8")) as Partial<Case & { want: string }>[];
  return cases.map((c) => ({ name: "", text: "", language: "yaml", want: "", ...c }));
}
