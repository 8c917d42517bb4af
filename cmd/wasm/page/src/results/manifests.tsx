// The objects that the cluster gets, each one foldable.
import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Rendered } from "../contract";
import { manifests, result, showSecrets } from "../state";
import { Copy, Download } from "./clipboard";
import { Code } from "./code";
import { yamlLines } from "./yaml";

export function Manifests() {
  const objects = result.value?.objects ?? [];
  return (
    <>
      <div class="toolbar">
        <p>{objects.length === 1 ? "1 object" : `${objects.length} objects`}</p>
        {objects.some(isSecret) && (
          <label>
            <input type="checkbox" checked={showSecrets} onChange={(event) => (showSecrets.value = event.currentTarget.checked)} />
            Show the data of Secrets
          </label>
        )}
        <Copy what="all manifests" text={manifests} />
        <Download what="all manifests" name="manifests.yaml" text={manifests} />
      </div>
      {objects.map((object) => (
        <Manifest key={object.name} object={object} />
      ))}
    </>
  );
}

const isSecret = ({ body }: Rendered): boolean => body.kind === "Secret" && body.apiVersion === "v1";

function Manifest({ object: { name, body, yaml } }: { object: Rendered }) {
  const element = useRef<HTMLDetailsElement>(null);
  const seen = useSeen(element);
  const lines = useMemo(() => (seen.value ? yamlLines(yaml) : undefined), [yaml, seen.value]);
  const title = `${body.kind} ${body.metadata?.name ?? ""}`;
  return (
    <details class="manifest" open ref={element}>
      <summary>
        <strong>{body.kind}</strong> <code>{body.metadata?.name}</code> <span class="muted">objects.{name}</span>
      </summary>
      <div class="with-copy">
        <Copy what={title} text={() => yaml} />
        {lines ? <Code label={`Manifest of ${title}`} lines={lines} /> : <Code label={`Manifest of ${title}`} text={yaml} />}
      </div>
    </details>
  );
}

// useSeen tells whether an element is in sight, or nearly.
function useSeen(element: RefObject<Element | null>): ReadonlySignal<boolean> {
  const seen = useSignal(false);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => (seen.value = entry!.isIntersecting), { rootMargin: "25%" });
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return seen;
}
