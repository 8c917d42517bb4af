// The difference between the pinned state and the one on the page, and what it does to a
// workspace that runs.
import { computed, useSignal, useSignalEffect } from "@preact/signals";
import { change, current, moduleCall, pin, pinned, pinnedResult, result, showSecrets } from "../state";
import { Code, plain, type Token } from "./code";
import { type Change, changes, hunks, type Line } from "./difference";
import { Badges, Fields, Refusals, WholeEffect } from "./effect";
import { Fleet } from "./fleet";

const effectOf = computed(() => new Map(change.value?.objects.map((object) => [object.name, object])));
// Those with the worst effects come first.
const differences = computed(() => {
  if (!pinnedResult.value || !result.value) return [];
  const order = [...effectOf.value.keys()];
  const rank = ({ name }: Change) => (order.includes(name) ? order.indexOf(name) : order.length);
  return changes(pinnedResult.value.objects, result.value.objects).sort((a, b) => rank(a) - rank(b));
});

// useCallDifference is the difference of the calls of the module.
function useCallDifference(): Line[][] {
  const difference = useSignal<Line[][]>([]);
  useSignalEffect(() => {
    const [before, after] = [pinnedResult.value, result.value];
    if (!before || !after) {
      difference.value = [];
      return;
    }
    void Promise.all([moduleCall(before), moduleCall(after)]).then(([was, is]) => {
      if (before === pinnedResult.peek() && after === result.peek()) difference.value = hunks(was ?? "", is ?? "");
    });
  });
  return difference.value;
}

export function Changes() {
  return (
    <>
      {pinned.value === undefined ? <Begin /> : <Difference />}
      <Fleet />
    </>
  );
}

function Begin() {
  return (
    <div>
      <p>Pin the state on the page, change inputs, and see here what that changes, and what it does to a workspace that runs.</p>
      <button type="button" disabled={!current.value} onClick={pin}>
        Pin this state
      </button>
    </div>
  );
}

function Difference() {
  const callDifference = useCallDifference();
  return (
    <>
      {change.value && <WholeEffect of={change.value} />}
      {change.value?.diagnostics && <Refusals of={change.value.diagnostics} />}
      <div class="toolbar">
        <p role="status">
          {pinnedResult.value && result.value
            ? summary(differences.value)
            : "There is nothing to compare with: one of the states is refused."}
        </p>
        <button type="button" disabled={!current.value} onClick={pin}>
          Pin this state instead
        </button>
        <button type="button" onClick={() => (pinned.value = undefined)}>
          Unpin
        </button>
      </div>
      {!showSecrets.value && <p class="muted">The data of Secrets is masked, so differences in it are not seen in the lines below.</p>}
      {callDifference.length > 0 && (
        <details class="manifest">
          <summary>
            <strong>Module call</strong>
          </summary>
          <Hunks label="Difference of the module call" hunks={callDifference} />
        </details>
      )}
      {differences.value.map((change) => (
        <ObjectDifference key={change.name} change={change} />
      ))}
      {unseen().map((object) => (
        <details class="manifest" open key={object.name}>
          <summary>
            <Badges of={object} /> <strong>{`${object.kind} ${object.id}`}</strong> <span class="muted">objects.{object.name}</span>
          </summary>
          <Fields of={object} />
        </details>
      ))}
    </>
  );
}

// unseen are objects whose manifests look the same, such as Secrets whose data is masked.
const unseen = () => [...effectOf.value.values()].filter(({ name }) => !differences.value.some((change) => change.name === name));

function ObjectDifference({ change }: { change: Change }) {
  const effect = effectOf.value.get(change.name);
  return (
    <details class="manifest" open>
      <summary>
        {effect && <Badges of={effect} />} <span class={`badge ${change.what}`}>{words[change.what]}</span> <strong>{change.title}</strong>{" "}
        <span class="muted">objects.{change.name}</span>
      </summary>
      {change.what === "replaced" && <p>The object has another name: to the cluster it is a new one, and the old one goes.</p>}
      {effect && <Fields of={effect} />}
      <Hunks label={`Difference of ${change.title}`} hunks={change.hunks} />
    </details>
  );
}

const words = { added: "+ added", removed: "− removed", changed: "~ changed", replaced: "± replaced" };

function summary(differences: Change[]): string {
  if (differences.length === 0) return "No object differs from the pinned state.";
  const count = (what: Change["what"]) => differences.filter((change) => change.what === what).length;
  return (["added", "removed", "changed", "replaced"] as const)
    .filter((what) => count(what) > 0)
    .map((what) => `${count(what)} ${what}`)
    .join(", ");
}

function Hunks({ label, hunks }: { label: string; hunks: Line[][] }) {
  const lines = hunks.flatMap((hunk, i) => [
    ...(i > 0 ? [{ text: "  ⋯", tokens: plain }] : []),
    ...hunk.map(({ text, mark }) => ({ text, mark, tokens: marked[mark ?? "same"] })),
  ]);
  return <Code label={label} lines={lines} />;
}

// The sign at the beginning says what the colour says.
const sign =
  (mark: string) =>
  (text: string): Token[] => [{ text: `${mark} ${text}` }];
const marked = { added: sign("+"), removed: sign("-"), same: sign(" ") };
