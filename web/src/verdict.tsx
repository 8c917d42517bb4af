// What the contract says about the input, above the results.
import { computed } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Diagnostic } from "./contract";
import { placeOf } from "./form/findings";
import { focusNext } from "./form/focus";
import { goTo } from "./form/reveal";
import { beingRead, doWithout, readable, text } from "./input";
import { lazy } from "./lazy";
import { isPart, readOnly } from "./part";
import { contract, current, diagnostics, filled, inputTab, result } from "./state";
import { parsePath } from "./value";
import { count, list } from "./words";

const warnings = computed(() => diagnostics.value.filter((d) => d.severity === "warning"));
const errors = computed(() => diagnostics.value.filter((d) => d.severity === "error"));
const problems = computed(() => text.value.problems.map((p) => `line ${p.line}: ${p.message}`));
// left is how many refusals are not among them: the last one says so.
const left = computed(() => diagnostics.value.reduce((n, { more }) => n + (more ? more - 1 : 0), 0));

// maySeveral is whether the text looks like many inputs rather than one.
const maySeveral = computed(() => problems.value.length > 0 && /\n(?:---|\{)/.test(text.value.text));
const Offer = lazy(async () => (await import("./later")).Offer);

export function Verdict() {
  const found = problems.value.length + errors.value.length + left.value;
  const refused = found > 0;
  if (!refused && !current.value) return null;
  return (
    <div id="verdict" tabIndex={-1} class={refused ? "verdict refused" : "verdict accepted"}>
      <p role="status">
        <strong>{refused ? `✕ Refused: ${count(found, "error")}` : "✓ Accepted"}</strong>
        {refused && result.value && ". Below is what the last accepted input comes to."}
      </p>
      <LeftOut />
      {refused && (
        <ul>
          {problems.value.map((words, i) => (
            <li key={i}>{words}</li>
          ))}
          {grouped(errors.value).map((group, i) => (
            <li key={i}>{group.length > most ? <Group errors={group} /> : <Said diagnostic={group[0]!} />}</li>
          ))}
        </ul>
      )}
      {maySeveral.value && !readOnly.value && <Offer />}
      {warnings.value.length > 0 && (
        <ul class="warnings">
          {warnings.value.map((warning, i) => (
            <li key={i}>
              <Said diagnostic={warning} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

// LeftOut says which sensitive inputs are not there, and what the verdict does without them.
function LeftOut() {
  const last = useRef(filled.peek());
  if (!beingRead.value) last.current = filled.value;
  const { placeholders = [], missing = [] } = last.current ?? {};
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

// most is how many errors of one input stand beside those of others.
const most = 5;

// grouped are the errors one by one, but those of an input with many together.
function grouped(errors: Diagnostic[]): Diagnostic[][] {
  const inputs = new Map<unknown, Diagnostic[]>();
  const inputOf = (error: Diagnostic) => (error.path === undefined ? error : parsePath(error.path)[0]);
  for (const error of errors) {
    const group = inputs.get(inputOf(error));
    if (group) group.push(error);
    else inputs.set(inputOf(error), [error]);
  }
  return errors.flatMap((error) => {
    const group = inputs.get(inputOf(error))!;
    if (group.length <= most) return [[error]];
    return group[0] === error ? [group] : [];
  });
}

function Group({ errors }: { errors: Diagnostic[] }) {
  return (
    <details>
      <summary>
        {String(parsePath(errors[0]!.path!)[0])}: {count(errors.length, "error")}
      </summary>
      <ul>
        {errors.map((error, i) => (
          <li key={i}>
            <Said diagnostic={error} />
          </li>
        ))}
      </ul>
    </details>
  );
}

// Said leads to the field that it is about, if there is one.
function Said({ diagnostic: { severity, summary, detail, path } }: { diagnostic: Diagnostic }) {
  const said = severity === "warning" ? `Warning: ${summary}` : detail ? `${summary} (${detail})` : summary;
  const at = path === undefined ? undefined : placeOf(contract.value!.inputs, readable.value, path);
  if (!at) return <>{said}</>;
  const go = () => {
    inputTab.value = "form";
    goTo(at);
  };
  return (
    <button type="button" class="said" onClick={go}>
      {said}
    </button>
  );
}

// SensitiveNote names what the text shows that the form would hide.
export function SensitiveNote() {
  const names = contract.value?.inputs.filter((field) => field.sensitive).map((field) => field.name) ?? [];
  if (names.length === 0 || inputTab.value !== "text") return null;
  return (
    <p class="muted">
      The text shows sensitive inputs ({names.join(", ")}) as they are.{" "}
      {isPart ? "The page around this one gets them, too." : "They stay in this page: no link has them, and they are gone when it is left."}
    </p>
  );
}
