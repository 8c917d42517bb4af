// What a change does to a workspace that runs, in words, signs and colours.
import type { Cause, Diagnostic, Effect, EffectName, FieldChange, Json, ObjectChange } from "../contract";
import { focus } from "../form/focus";
import { idOf } from "../form/place";
import { inputTab } from "../state";
import { parsePath } from "../value";

// effects are what the words of internal/effect mean to the person in the workspace.
export const effects: { [name in EffectName]: { sign: string; means: string } } = {
  none: { sign: "○", means: "nothing changes" },
  metadata: { sign: "◦", means: "only labels or annotations change: sessions go on" },
  live: { sign: "●", means: "changed in place: sessions go on" },
  restart: { sign: "↻", means: "sessions end, volumes stay" },
  replace: { sign: "⇄", means: "an object is deleted, and made again if it is still there: sessions may end, volumes stay" },
  blocked: { sign: "⊘", means: "the apply fails: nothing changes, nothing is lost" },
  "data loss": { sign: "✖", means: "a volume, or something else that holds data, goes" },
  refused: { sign: "✕", means: "the contract does not accept the new input" },
  invalid: { sign: "?", means: "the contract did not accept the old input: there is nothing to compare" },
};

const classOf = (name: EffectName): string => name.replace(" ", "-");

export function EffectBadge({ name }: { name: EffectName }) {
  return (
    <span class={`effect ${classOf(name)}`}>
      <span aria-hidden="true">{effects[name].sign}</span> {name}
    </span>
  );
}

// Badges are the effect, or both where it matters how the change is applied.
export function Badges({ of: { effect, ways } }: { of: Effect }) {
  if (!ways) return <EffectBadge name={effect} />;
  return (
    <>
      <span class="way">
        <EffectBadge name={ways.terraform} /> with Terraform
      </span>{" "}
      <span class="way">
        <EffectBadge name={ways.kubectl} /> with kubectl
      </span>
    </>
  );
}

// WholeEffect is the effect of the whole, with what that means.
export function WholeEffect({ of }: { of: Effect }) {
  const names = of.ways ? [of.ways.terraform, of.ways.kubectl] : [of.effect];
  return (
    <p class={`whole-effect ${classOf(of.effect)}`} role="status">
      <Badges of={of} /> <span>{names.map((name) => effects[name].means).join(" – or, with kubectl, ")}</span>
    </p>
  );
}

// Refusals are what is wrong with an input.
export function Refusals({ of }: { of: Diagnostic[] }) {
  return (
    <ul class="refusals">
      {of
        .filter(({ severity }) => severity === "error")
        .map(({ summary, detail }, i) => (
          <li key={i}>{detail ? `${summary} (${detail})` : summary}</li>
        ))}
    </ul>
  );
}

// Fields are what differs in an object, with what causes it.
export function Fields({ of }: { of: ObjectChange }) {
  const fields = of.fields ?? [];
  return (
    <>
      {of.traffic_cut && (
        <p class="traffic-cut">
          <span aria-hidden="true">⚠</span> traffic cut: a policy lets less through than before
        </p>
      )}
      {of.readdressed && <p>Terraform deletes it under its old key and makes it again under the new one.</p>}
      {fields.length === 0 && <Because causes={of.because} />}
      <ul class="field-changes">
        {fields.map((field) => (
          <li key={field.path}>
            <Badges of={field} /> <code>{field.path}</code>
            <Values of={field} />
            <Because causes={field.because} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Values({ of }: { of: FieldChange }) {
  return (
    <span class="values">
      was <Value of={of.old} />, becomes <Value of={of.new} />
    </span>
  );
}

// longest is how many characters of a value are shown; the manifests have all of them.
const longest = 200;

function Value({ of }: { of: Json | undefined }) {
  if (of === undefined) return <em>absent</em>;
  const text = JSON.stringify(of);
  return <code>{text.length > longest ? `${text.slice(0, longest)}…` : text}</code>;
}

function Because({ causes = [] }: { causes?: Cause[] | undefined }) {
  const inputs = [...new Set(causes.flatMap(({ input }) => input ?? []))];
  const contract = causes.some((cause) => cause.contract);
  if (inputs.length === 0 && !contract) return null;
  return (
    <span class="because">
      because of{" "}
      {inputs.map((input) => (
        <span key={input}>
          <button type="button" class="form-link" onClick={() => goTo(input)}>
            {input}
            <span class="hidden"> in the form</span>
          </button>
          {causes.some((cause) => cause.input === input && cause.default) && " (its default)"}{" "}
        </span>
      ))}
      {contract && "the contract"}
    </span>
  );
}

// goTo opens the form at an input, or at what it is in where the form has no place for it.
function goTo(input: string): void {
  inputTab.value = "form";
  requestAnimationFrame(() => {
    for (let path = parsePath(input); path.length > 0; path = path.slice(0, -1)) {
      const id = idOf({ path });
      if (!document.getElementById(id)) continue;
      focus(id);
      return;
    }
  });
}
