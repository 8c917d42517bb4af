// The objects that the cluster gets, each one foldable.
import { Component } from "preact";
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
        <p class="count">{objects.length === 1 ? "1 object" : `${objects.length} objects`}</p>
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

class Manifest extends Component<{ object: Rendered }> {
  override shouldComponentUpdate(next: { object: Rendered }): boolean {
    return next.object.yaml !== this.props.object.yaml;
  }
  override render({ object: { name, body, yaml } }: { object: Rendered }) {
    const title = `${body.kind} ${body.metadata?.name ?? ""}`;
    return (
      <details class="manifest" open>
        <summary>
          <strong>{body.kind}</strong> <code>{body.metadata?.name}</code> <span class="muted">objects.{name}</span>
        </summary>
        <div class="with-copy">
          <Copy what={title} text={() => this.props.object.yaml} />
          <Code label={`Manifest of ${title}`} lines={yamlLines(yaml)} />
        </div>
      </details>
    );
  }
}
