// The texts that the page and the engine's reader (internal/input) read alike.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../src/text";

const project = join(process.cwd(), "../../..");

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
