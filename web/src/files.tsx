// Files that are opened or dropped. Each replaces the input as a whole, wherever on the page
// it is dropped; one with many inputs is a fleet.
import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { run } from "./background/run";
import { open } from "./entries";
import type { Kind } from "./import/kind";
import { readOnly } from "./part";
import { notice, resultTab } from "./state";
import type { Language } from "./text";
import { reasonOf } from "./words";

// said is what became of the last file, for those who do not see it.
const said = signal("");

// dragging is whether files are held over the page.
const dragging = signal(false);

// Of two texts that were opened one after another the later one is the input, whichever is read
// first.
let turns = 0;
let newest = 0;

async function take(files: File[]): Promise<void> {
  notice.value = "";
  said.value = "";
  try {
    await openAll(files, ++turns);
  } catch (error) {
    notice.value = `Nothing is opened: ${reasonOf(error)}.`;
  }
}

async function openAll(files: File[], turn: number): Promise<void> {
  const opened = await Promise.all(files.map(async (file) => ({ file, ...(await run("look", file)) })));
  const single = opened.length === 1;
  for (const one of opened) {
    const { name } = one.file;
    if ("problem" in one) notice.value = `${name} is not opened: ${one.problem}.`;
    else if ("fleet" in one) await addToFleet(one.fleet, one.file);
    else if (single) await takeText(one, name, turn);
    else notice.value = `${name} is not opened: the page shows one input at a time.`;
    if (notice.value) continue;
    said.value = "fleet" in one ? (one.fleet === "older" ? older(name) : `The inputs of ${name} are a table.`) : `${name} is open.`;
  }
}

const older = (name: string): string => `${name} is a part of the fleet, in Changes.`;

async function takeText(one: { text: string } & ({ language: Language } | { kind: Kind }), name: string, turn: number): Promise<void> {
  if (turn < newest) return;
  newest = turn;
  if ("language" in one) {
    open(one.text, one.language);
    return;
  }
  const { bring } = await import("./later");
  const problem = await bring(name, one.text, () => turn === newest, one.kind);
  if (problem !== undefined) notice.value = `${name} is not opened: ${problem}.`;
}

// addToFleet shows many inputs as a table. They are also what an older contract is compared
// with, once there is one.
async function addToFleet(kind: "older" | "inputs", file: File): Promise<void> {
  const { choose } = await import("./later");
  choose(kind, file);
  if (kind === "older") resultTab.value = "changes";
  else (await import("./later")).openTable(file);
}

export function OpenFile() {
  const control = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => control.current!.click()}>
        Open a file
      </button>
      <input
        ref={control}
        type="file"
        hidden
        accept=".yaml,.yml,.json,.ndjson,.jsonl,.tfvars,.tf,.hcl,.env"
        onChange={({ currentTarget }) => {
          void take([...(currentTarget.files ?? [])]);
          currentTarget.value = ""; // the same file may have changed
        }}
      />
      <span class="hidden" role="status">
        {said.value}
      </span>
      {dragging.value && <p class="drop">Drop the file to open it</p>}
    </>
  );
}

// listenForFiles takes files that are dropped where nothing else takes them.
export function listenForFiles(): void {
  const carries = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") === true;
  addEventListener("dragover", (event: DragEvent) => {
    if (!carries(event)) return;
    event.preventDefault();
    dragging.value = !readOnly.peek();
  });
  addEventListener("dragleave", ({ relatedTarget }: DragEvent) => {
    if (!relatedTarget) dragging.value = false; // they have left the page
  });
  // Also for those who take the files themselves, before them.
  addEventListener("drop", () => (dragging.value = false), { capture: true });
  addEventListener("drop", (event: DragEvent) => {
    if (!carries(event)) return;
    event.preventDefault();
    if (readOnly.peek()) notice.value = "No file is opened: the input is read-only.";
    else void take([...event.dataTransfer!.files]);
  });
}
