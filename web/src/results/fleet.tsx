// What the contract of the page does to a fleet that was made with an older one.
import { batch, signal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { EffectName, Report, Workspace } from "../contract";
import { isModel } from "../file";
import { ofFleet, openTable } from "../rows/table";
import { running } from "../state";
import { Badges, EffectBadge, effects, Fields, Refusals } from "./effect";

// The files are kept here, so that another tab of the page does not lose them. No link
// has them.
const older = signal<File | undefined>(undefined);
const inputs = signal<File | undefined>(undefined);

type State = { compared: number; part: number } | { report: Report; took: number } | { problem: string } | undefined;
const state = signal<State>(undefined);

// choose takes files, and compares when there are both.
export function choose(kind: "older" | "inputs", file: File | undefined): void {
  if (!file) return;
  (kind === "older" ? older : inputs).value = file;
  compare();
}

function compare(): void {
  if (!older.value || !inputs.value) return;
  const begun = performance.now();
  state.value = { compared: 0, part: 0 };
  const file = inputs.value;
  const found: EffectName[] = [];
  ofFleet.value = { file, effects: found };
  running.value?.compare(older.value, inputs.value, {
    progress: (compared, part, fresh) => {
      state.value = { compared, part };
      found.push(...fresh);
      ofFleet.value = { file, effects: found };
    },
    report: (report) => (state.value = { report, took: performance.now() - begun }),
    problem: (problem) => (state.value = { problem }),
  });
}

function stop(): void {
  running.value?.stop();
  state.value = undefined;
}

// drop takes what was dropped anywhere on the fleet.
async function drop(files: File[]): Promise<void> {
  for (const file of files) {
    const begin = await file.slice(0, 256).text();
    batch(() => choose(isModel(begin) ? "older" : "inputs", file));
  }
}

export function Fleet() {
  const id = useId();
  return (
    <section
      class="fleet"
      aria-labelledby={id}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation(); // here no file replaces the input
        void drop([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <h3 id={id}>A fleet</h3>
      <p>
        What does this contract do to workspaces that an older one has made? Choose or drop the older <code>model.json</code>, as gen has
        written it, and the recorded inputs: NDJSON, YAML documents or JSON. They stay in the browser.
      </p>
      <div class="toolbar">
        <FileChoice label="Older model.json" accept=".json" file={older.value} choose={(file) => choose("older", file)} />
        <FileChoice
          label="Recorded inputs"
          accept=".ndjson,.jsonl,.json,.yaml,.yml"
          file={inputs.value}
          choose={(file) => choose("inputs", file)}
        />
        {inputs.value && (
          <button type="button" onClick={() => openTable(inputs.value!)}>
            Show them as a table
          </button>
        )}
      </div>
      <Outcome />
    </section>
  );
}

function FileChoice({
  label,
  accept,
  file,
  choose,
}: {
  label: string;
  accept: string;
  file: File | undefined;
  choose: (file: File | undefined) => void;
}) {
  return (
    <label class="file-choice">
      <span>{label}</span>
      <input
        type="file"
        accept={accept}
        onChange={(event) => {
          choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = ""; // the same file may have changed
        }}
      />
      <span class="muted">{file ? file.name : "no file"}</span>
    </label>
  );
}

function Outcome() {
  const at = state.value;
  if (at === undefined)
    return (
      <p role="status">
        {older.value && !inputs.value
          ? "Now choose the recorded inputs."
          : inputs.value && !older.value
            ? "Now choose the older model.json."
            : ""}
      </p>
    );
  if ("problem" in at) return <p role="alert">The fleet cannot be compared: {at.problem}.</p>;
  if ("report" in at) return <Compared report={at.report} took={at.took} />;
  return (
    <div class="toolbar">
      <label>
        {at.compared} compared <progress value={at.part} />
      </label>
      <button type="button" onClick={stop}>
        Stop
      </button>
    </div>
  );
}

function Compared({ report: { compared, placeholders, effects: found }, took }: { report: Report; took: number }) {
  return (
    <>
      <p role="status">
        {compared === 1 ? "1 workspace" : `${compared} workspaces`} compared in {(took / 1000).toFixed(1)} s.
        {placeholders > 0 && ` Placeholders stood for sensitive inputs that are not recorded in ${placeholders} of them.`}
      </p>
      <table class="effects">
        <thead>
          <tr>
            <th scope="col">Workspaces</th>
            <th scope="col">Effect</th>
            <th scope="col">Means</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ effect, count }) => (
            <tr key={effect}>
              <td>{count}</td>
              <th scope="row">
                <EffectBadge name={effect} />
              </th>
              <td>{effects[effect].means}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.map(
        ({ effect, count, workspaces }, i) =>
          workspaces.length > 0 && <Group key={effect} open={i === 0} {...{ effect, count, workspaces }} />,
      )}
    </>
  );
}

function Group({ effect, count, workspaces, open }: Report["effects"][number] & { open: boolean }) {
  return (
    <details class="fleet-group" open={open}>
      <summary>
        <EffectBadge name={effect} /> {workspaces.length < count ? `the first ${workspaces.length} of ${count}` : count}
      </summary>
      {workspaces.map((workspace) => (
        <WorkspaceChange key={workspace.number} of={workspace} />
      ))}
    </details>
  );
}

function WorkspaceChange({ of }: { of: Workspace }) {
  return (
    <details class="manifest">
      <summary>
        <strong>{of.name ?? `Document ${of.number}`}</strong> <span class="muted">line {of.line}</span> <Badges of={of} />
      </summary>
      {of.diagnostics && <Refusals of={of.diagnostics} />}
      {of.objects.map((object) => (
        <section key={object.name} class="fleet-object">
          <h4>
            <Badges of={object} /> {object.kind} <code>{object.id}</code>
            {object.created && " is made"}
            {object.deleted && " is deleted"}
          </h4>
          <Fields of={object} />
        </section>
      ))}
    </details>
  );
}
