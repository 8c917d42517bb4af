// The head of the form: how many findings there are, the way to each, and those that
// belong to no field.
import { formatPath } from "../value";
import { countOf, type Finding, type Findings, type Unknown } from "./findings";
import type { FormProps } from "./form";
import { Note } from "./notes";
import type { Source } from "./place";
import { goTo } from "./reveal";

export function Overview({ source, stale, locked }: { source: Source } & Pick<FormProps, "stale" | "locked">) {
  const findings = source.findings.value;
  return (
    <div class="form-overview">
      {/* Announced when the count changes, and not at each key: else its text is left alone. */}
      <p role="status" class={findings.all.some(({ diagnostic }) => diagnostic.severity === "error") ? "form-count some" : "form-count"}>
        {stale.value ? "" : countOf(findings.all)}
      </p>
      <Way findings={findings.all} />
      <Elsewhere findings={findings} source={source} locked={locked} />
    </div>
  );
}

const mostUnknown = 20; // keys that are drawn

function Way({ findings }: { findings: Finding[] }) {
  const placed = findings.filter(({ at }) => at);
  if (placed.length === 0) return null;
  return (
    <details>
      <summary>Go to</summary>
      <ul>
        {placed.map(({ diagnostic, at }) => (
          <li key={`${diagnostic.path} ${diagnostic.summary}`}>
            <button type="button" class="form-link" onClick={() => goTo(at!)}>
              {formatPath(at!)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Elsewhere({
  findings: { elsewhere, unknown },
  source,
  locked,
}: { findings: Findings; source: Source } & Pick<FormProps, "locked">) {
  if (elsewhere.length + unknown.length === 0) return null;
  return (
    <div class="form-elsewhere">
      {elsewhere.map((diagnostic) => (
        <Note key={diagnostic.summary} diagnostic={diagnostic} />
      ))}
      {unknown.slice(0, mostUnknown).map((key) => (
        <UnknownKey key={formatPath(key.path)} unknown={key} locked={locked.value} remove={() => source.edit(key.path, undefined)} />
      ))}
      {unknown.length > mostUnknown && <p>and {unknown.length - mostUnknown} more keys that are no inputs</p>}
    </div>
  );
}

function UnknownKey({ unknown: { path, diagnostics }, locked, remove }: { unknown: Unknown; locked: boolean; remove: () => void }) {
  const name = formatPath(path);
  return (
    <div class="form-unknown">
      {diagnostics.length > 0 ? diagnostics.map((d) => <Note key={d.summary} diagnostic={d} />) : <p>{name} is not an input</p>}
      {!locked && (
        <button type="button" class="form-button" aria-label={`Remove ${name}`} onClick={remove}>
          Remove
        </button>
      )}
    </div>
  );
}
