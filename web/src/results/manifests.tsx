// The objects that the cluster gets, each one foldable.
import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import type { Rendered } from "../contract";
import type { Ref } from "../picture/ref";
import { manifests, type Result, resting, result, resultTab, showSecrets } from "../state";
import { count } from "../words";
import { Copy, Download } from "./clipboard";
import { Code } from "./code";
import { lineOf } from "./line";
import { Shaped } from "./shaped";
import { ofNewest, Withheld, withheld } from "./withheld";
import { yamlLines } from "./yaml";
import { zip } from "./zip";

export function Manifests() {
  const objects = result.value?.objects ?? [];
  return (
    <>
      <div class="toolbar">
        <p>
          {count(objects.length, "object")}
          {withheld.value && "."} <Withheld />
        </p>
        {objects.some(isSecret) && (
          <label>
            <input type="checkbox" checked={showSecrets} onChange={(event) => (showSecrets.value = event.currentTarget.checked)} />
            Show the data of Secrets
          </label>
        )}
        <Copy what="all manifests" isResult text={newestManifests} />
        <Download what="all manifests" name="manifests.yaml" isResult content={newestManifests} />
        <Download label="Download .zip" what="of all manifests" name="manifests.zip" isResult content={ofNewest(archive)} />
      </div>
      {objects.map((object) => (
        <Manifest key={object.name} object={object} />
      ))}
    </>
  );
}

const newestManifests = ofNewest((result) => manifests(result));

// archive has a file for each object, with the names that gen render --out-dir gives them.
function archive({ objects }: Result): Blob {
  const name = (at: number) => `${String(at + 1).padStart(2, "0")}-${objects[at]!.name}.yaml`;
  return new Blob([zip(objects.map(({ yaml }, at) => ({ name: name(at), text: yaml })))], { type: "application/zip" });
}

// toManifest goes to the manifest of an object, or to the line that a part of it begins in.
export function toManifest({ kind, namespace, name, path }: Ref): void {
  const object = result
    .peek()
    ?.objects.find(({ body }) => body.kind === kind && body.metadata?.name === name && (body.metadata?.namespace ?? "") === namespace);
  if (!object) return;
  resultTab.value = "manifests";
  queueMicrotask(() => {
    const element = document.getElementById(idOf(object)) as HTMLDetailsElement | null;
    if (!element) return;
    element.open = true;
    element.querySelector("summary")?.focus();
    element.scrollIntoView();
    if (path) void point(element, lineOf(object.yaml, path));
  });
}

const idOf = ({ name }: Rendered): string => `manifest-${name}`;

// point marks a line, once what is seen of the manifest is drawn in lines.
async function point(element: Element, line: number): Promise<void> {
  for (let frames = 0; frames < 60; frames++) {
    const found = element.querySelectorAll(".line")[line];
    if (found) {
      for (const other of document.querySelectorAll(".line.pointed")) other.classList.remove("pointed");
      found.classList.add("pointed");
      found.scrollIntoView({ block: "center" });
      return;
    }
    await new Promise(requestAnimationFrame);
  }
}

const isSecret = ({ body }: Rendered): boolean => body.kind === "Secret" && body.apiVersion === "v1";

function Manifest({ object }: { object: Rendered }) {
  const id = useId();
  const element = useRef<HTMLDetailsElement>(null);
  const seen = useSeen(element);
  const drawn = useDrawn(object, seen.value || resting.value);
  // For the same element, Preact has nothing to do.
  return useMemo(() => {
    const { name, body, yaml } = drawn;
    const code = seen.value ? { lines: yamlLines(yaml) } : { text: yaml };
    return (
      <details class="manifest" id={idOf(object)} open ref={element}>
        <summary id={id}>
          <strong>{body.kind}</strong> <code>{body.metadata?.name}</code> <span class="muted">objects.{name}</span>
        </summary>
        <Shaped object={drawn} />
        <div class="with-copy">
          <Copy titleId={id} isResult text={ofNewest(({ objects }) => objects.find((other) => other.name === name)?.yaml)} />
          <Code labelledBy={id} {...code} />
        </div>
      </details>
    );
  }, [drawn, seen.value]);
}

// useDrawn is the object that is drawn: the newest, if it is time for that, or what was
// drawn last. What is out of sight follows when the typist rests.
function useDrawn(newest: Rendered, now: boolean): Rendered {
  const drawn = useRef(newest);
  if (now && drawn.current.yaml !== newest.yaml) drawn.current = newest;
  return drawn.current;
}

// useSeen reports whether an element is in sight, or nearly.
function useSeen(element: RefObject<Element | null>): ReadonlySignal<boolean> {
  const seen = useSignal(false);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => (seen.value = entry!.isIntersecting), { rootMargin: "25%" });
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return seen;
}
