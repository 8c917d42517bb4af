// The difference between the pinned state and the one on the page.
import { computed } from "@preact/signals";
import { current, pin, pinned, pinnedResult, result, showSecrets } from "../state";
import { Code, plain, type Token } from "./code";
import { changes, hunks, type Change, type Line } from "./difference";

const differences = computed(() =>
  pinnedResult.value && result.value ? changes(pinnedResult.value.objects, result.value.objects) : [],
);
const callDifference = computed(() =>
  pinnedResult.value && result.value ? hunks(pinnedResult.value.module, result.value.module) : [],
);

export default function Changes() {
  if (pinned.value === undefined) {
    return (
      <div>
        <p>Pin the state on the page, change inputs, and see here what that changes, object by object.</p>
        <button type="button" disabled={!current.value} onClick={pin}>
          Pin this state
        </button>
      </div>
    );
  }
  return (
    <>
      <div class="toolbar">
        <p role="status">{pinnedResult.value && result.value ? summary(differences.value) : "There is nothing to compare with: one of the states is refused."}</p>
        <button type="button" disabled={!current.value} onClick={pin}>
          Pin this state instead
        </button>
        <button type="button" onClick={() => (pinned.value = undefined)}>
          Unpin
        </button>
      </div>
      {!showSecrets.value && <p class="muted">The data of Secrets is masked, so differences in it are not seen.</p>}
      {callDifference.value.length > 0 && (
        <details class="manifest">
          <summary>
            <strong>Module call</strong>
          </summary>
          <Hunks label="Difference of the module call" hunks={callDifference.value} />
        </details>
      )}
      {differences.value.map((change) => (
        <details class="manifest" open key={change.name}>
          <summary>
            <span class={`badge ${change.what}`}>{words[change.what]}</span> <strong>{change.title}</strong>{" "}
            <span class="muted">objects.{change.name}</span>
          </summary>
          {change.what === "replaced" && (
            <p>The object has another name: to the cluster it is a new one, and the old one goes.</p>
          )}
          <Hunks label={`Difference of ${change.title}`} hunks={change.hunks} />
        </details>
      ))}
    </>
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

// The sign at the beginning tells what the colour does.
const sign = (mark: string) => (text: string): Token[] => [{ text: `${mark} ${text}` }];
const marked = { added: sign("+"), removed: sign("-"), same: sign(" ") };
