// The files of the module itself.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Copy, Download } from "./clipboard";
import { Code } from "./code";

export function ModuleFiles() {
  const files = useSignal<{ [path: string]: string } | undefined>(undefined);
  const problem = useSignal("");
  const path = useSignal("");
  useEffect(() => {
    load("module.json").then(
      (loaded) => {
        files.value = loaded;
        path.value = Object.keys(loaded)[0] ?? "";
      },
      (error: unknown) => (problem.value = String(error)),
    );
  }, []);
  if (problem.value) return <p role="alert">The module's files cannot be loaded: {problem.value}</p>;
  if (!files.value) return <p role="status">Loading the module's files …</p>;
  const text = files.value[path.value] ?? "";
  return (
    <>
      <div class="toolbar">
        <label>
          File{" "}
          <select value={path} onChange={(event) => (path.value = event.currentTarget.value)}>
            {Object.keys(files.value).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Copy what={path.value} text={() => text} />
        <Download what={path.value} name={path.value.replace(/^.*\//, "")} content={() => text} />
      </div>
      <Code label={`File ${path.value}`} text={text} />
    </>
  );
}

async function load(file: string): Promise<{ [path: string]: string }> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return (await response.json()) as { [path: string]: string };
}
