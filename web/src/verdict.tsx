// What the contract says about the input, above the results.
import { computed } from "@preact/signals";
import { focusNext } from "./form/focus";
import { doWithout } from "./input";
import { contract, current, diagnostics, filled, inputTab, result, text } from "./state";
import { list } from "./words";

const warnings = computed(() => diagnostics.value.filter((d) => d.severity === "warning"));
// left is how many refusals are not among them: the last one says so.
const left = computed(() => diagnostics.value.reduce((n, { more }) => n + (more ? more - 1 : 0), 0));
const refusals = computed(() => [
  ...text.value.problems.map((p) => `line ${p.line}: ${p.message}`),
  ...diagnostics.value.filter((d) => d.severity === "error").map((d) => (d.detail ? `${d.summary} (${d.detail})` : d.summary)),
]);

export function Verdict() {
  const refused = refusals.value.length > 0;
  if (!refused && !current.value) return null;
  return (
    <div id="verdict" tabIndex={-1} class={refused ? "verdict refused" : "verdict accepted"}>
      <p role="status">
        <strong>{refused ? `✕ Refused: ${count(refusals.value.length + left.value, "error")}` : "✓ Accepted"}</strong>
        {refused && result.value && ". Below is what the last accepted input comes to."}
      </p>
      <LeftOut />
      {refused && (
        <ul>
          {refusals.value.map((words, i) => (
            <li key={i}>{words}</li>
          ))}
        </ul>
      )}
      {warnings.value.length > 0 && (
        <ul class="warnings">
          {warnings.value.map(({ summary }, i) => (
            <li key={i}>Warning: {summary}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

// LeftOut says which sensitive inputs are not there, and what the verdict does without them.
function LeftOut() {
  const { placeholders = [], missing = [] } = filled.value ?? {};
  if (placeholders.length + missing.length === 0) return null;
  return (
    <p>
      Sensitive inputs were left out on the way here.
      {placeholders.length > 0 && ` Placeholders stand for ${list(placeholders)}.`}
      {missing.length > 0 && ` Nothing can stand for ${list(missing)}.`}{" "}
      <button type="button" onClick={forget}>
        Do without
      </button>
    </p>
  );
}

function forget(): void {
  doWithout();
  focusNext("verdict"); // the button goes away
}

const count = (n: number, what: string): string => (n === 1 ? `1 ${what}` : `${n} ${what}s`);

// SensitiveNote names what the text shows that the form would hide.
export function SensitiveNote() {
  const names = contract.value?.inputs.filter((field) => field.sensitive).map((field) => field.name) ?? [];
  if (names.length === 0 || inputTab.value !== "text") return null;
  return (
    <p class="muted">
      The text shows sensitive inputs ({names.join(", ")}) as they are. They stay in this page: no link has them, and they are gone when it
      is left.
    </p>
  );
}
