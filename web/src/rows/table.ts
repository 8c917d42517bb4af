// The table of many inputs: its file, its rows, and which of them the page has opened. It is
// kept in the memory of the page alone.
import { batch, computed, effect, signal } from "@preact/signals";
import type { EffectName } from "../contract";
import { isRequired } from "../form/control";
import { contract, filledPin, resultTab, running, tableTab, tableTitle } from "../state";
import { type Arrangement, arrange, asInFile, type EffectOf, inputs } from "./arrange";
import type { Row } from "./row";

export const file = signal<File | undefined>(undefined);
export const rows = signal<Row[]>([]);
// part is how much of the file is done, as long as it is read.
export const part = signal<number | undefined>(undefined);
export const left = signal(false); // whether the file has more
export const problem = signal("");

export const arrangement = signal<Arrangement>(asInFile);
export const start = signal(0); // the first row that is drawn

export function arrangeBy(by: Arrangement): void {
  batch(() => {
    arrangement.value = by;
    start.value = 0;
  });
}

// ofFleet are the effects of the page's contract on workspaces of an older one, in the order
// of their file.
export const ofFleet = signal<{ file: File; effects: EffectName[] } | undefined>(undefined);

// since is what effects are counted from, if anything.
export const since = computed<"older" | "pinned" | undefined>(() => {
  if (ofFleet.value && ofFleet.value.file === file.value) return "older";
  return filledPin.value === undefined ? undefined : "pinned";
});

export const effectOf = computed<EffectOf>(() => {
  if (since.value !== "older") return ({ effect }) => effect;
  const { effects } = ofFleet.value!;
  return ({ number }) => effects[number - 1];
});

export const shown = computed(() => arrange(rows.value, arrangement.value, effectOf.value));

// names are the inputs that tell one document from another: the first that each must have.
export const names = computed<string[]>(() => {
  const texts = contract.value!.inputs.filter(({ type, sensitive }) => type.kind === "string" && !sensitive);
  const required = texts.filter(isRequired);
  return (required.length > 0 ? required : texts).slice(0, 2).map(({ name }) => name);
});

// openTable makes the documents of a file the table.
export function openTable(newFile: File): void {
  batch(() => {
    file.value = newFile;
    rows.value = [];
    arrangeBy(asInFile);
    resultTab.value = tableTab;
  });
}

// The rows follow from the file and from what is pinned. Rows from before stay until there are
// new ones.
effect(() => {
  const from = file.value;
  const before = filledPin.value;
  if (!from || !running.value) return;
  let read = 0;
  batch(() => {
    part.value = 0;
    left.value = false;
    problem.value = "";
  });
  running.value.evaluate(
    from,
    { names: names.peek(), before },
    {
      rows(fresh, done) {
        batch(() => {
          rows.value = [...rows.peek().slice(0, read), ...fresh, ...rows.peek().slice(read + fresh.length)];
          part.value = done;
        });
        read += fresh.length;
      },
      end: (more) => end({ more }),
      problem: (words) => end({ words }),
    },
  );
});

effect(() => {
  if (!file.value) return;
  tableTitle.value = part.value === undefined ? inputs(rows.value.length) : "Inputs";
});

function end({ more = false, words = "" }): void {
  batch(() => {
    part.value = undefined;
    left.value = more;
    problem.value = words;
  });
}
