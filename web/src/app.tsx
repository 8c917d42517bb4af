// The page: the input on one side, what it comes to on the other.
import { computed } from "@preact/signals";
import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { Report } from "./editor/view";
import { Header } from "./header";
import { edit, isUnreadable, readable, redo, settle, text, undo, write, writeAs } from "./input";
import { lazy } from "./lazy";
import { isElsewhere, isPart, readOnly } from "./part";
import { ModuleFiles } from "./results/files";
import { Manifests, toManifest } from "./results/manifests";
import { ModuleCall } from "./results/module";
import { Outputs } from "./results/outputs";
import { answered, choices, contract, diagnostics, failure, formShown, inputTab, result, resultTab, tableTab, tableTitle } from "./state";
import { Tabs } from "./tabs";
import { SensitiveNote, Verdict } from "./verdict";
import { Bar, inputId, resultId, Skip } from "./ways";

const Editor = lazy(async () => (await import("./editor/editor")).Editor);
const Form = lazy(async () => (await import("./later")).Form);
const Changes = lazy(async () => (await import("./later")).Changes);
const RowBar = lazy(async () => (await import("./later")).RowBar);
const Rows = lazy(async () => (await import("./later")).Rows);
const Picture = lazy(async () => (await import("./later")).Picture);

const bodies = computed(() => result.value?.objects.map((object) => object.body) ?? []);
const accepted = computed(() => result.value !== undefined);
const locked = computed(() => isUnreadable.value || readOnly.value);

export function App() {
  if (failure.value) return <Failure />;
  if (!contract.value) return <Loading />;
  return (
    <>
      <Skip />
      <Header />
      <main class="panes" aria-label={isPart ? "Preview" : undefined}>
        <Pane id={inputId} title="Input">
          {tableTitle.value && <RowBar />}
          <Tabs
            label="Ways to edit the input"
            open={inputTab}
            tabs={[
              { name: "form", title: "Form", content: () => <FormPane /> },
              { name: "text", title: "Text", content: () => <TextPane /> },
            ]}
          />
        </Pane>
        <Pane id={resultId} title="Result">
          <Verdict />
          {answered.value ? <Results /> : <Loading />}
        </Pane>
      </main>
      <Bar />
      <footer class="muted">
        Everything is computed in this page; nothing leaves the browser{isPart && " but by what the page around it does"}.{" "}
        <a href="licenses.txt" {...(isPart && { target: "_blank", rel: "noopener" })}>
          Licences
        </a>
      </footer>
    </>
  );
}

// Pane has a box around it, because a change in an item of a grid lays out the whole
// grid.
function Pane({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <div>
      <section class="pane" aria-labelledby={id}>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {children}
      </section>
    </div>
  );
}

function FormPane() {
  if (!formShown.value) return null;
  return (
    <>
      {isUnreadable.value && (
        <p role="alert">
          The text cannot be read, so the form cannot change it.{" "}
          <button type="button" onClick={() => (inputTab.value = "text")}>
            {readOnly.value ? "Show" : "Correct"} the text
          </button>
        </p>
      )}
      <Form
        contract={contract.value!}
        value={readable}
        diagnostics={diagnostics}
        choices={choices}
        stale={isUnreadable}
        locked={locked}
        onEdit={edit}
      />
    </>
  );
}

const fromEditor: Report = {
  text: (changed, isTyped) => write(changed, text.peek().language, { path: [], goesOn: isTyped }),
  undo,
  redo,
};

const known = () => ({ contract: contract.peek()!, choices: choices.peek() });

function TextPane() {
  useEffect(settle, []); // what is typed is a change of the newest text
  const { language } = text.value;
  return (
    <>
      <div class="toolbar">
        <fieldset class="inline">
          <legend class="hidden">Language of the text</legend>
          {(["yaml", "json"] as const).map((name) => (
            <label key={name}>
              <input type="radio" name="language" checked={language === name} disabled={locked} onChange={() => void writeAs(name)} />
              {name.toUpperCase()}
            </label>
          ))}
        </fieldset>
      </div>
      <SensitiveNote />
      <Editor text={text} diagnostics={diagnostics} on={fromEditor} known={known} readOnly={readOnly.value} />
    </>
  );
}

function Results() {
  return (
    <Tabs
      label="Views of the result"
      open={resultTab}
      tabs={[
        { name: "manifests", title: "Manifests", content: () => <Accepted show={Manifests} /> },
        { name: "picture", title: "Picture", content: () => <Accepted show={PictureView} /> },
        { name: "changes", title: "Changes", content: () => <Changes /> },
        { name: "module", title: "Module call", content: () => <Accepted show={ModuleCall} /> },
        ...(isElsewhere.value ? [] : [{ name: "files", title: "Module files", content: () => <ModuleFiles /> }]),
        { name: "outputs", title: "Outputs", content: () => <Accepted show={Outputs} /> },
        ...(tableTitle.value ? [{ name: tableTab, title: tableTitle.value, content: () => <Rows /> }] : []),
      ]}
    />
  );
}

// Accepted shows a view of the result when there is one.
function Accepted({ show: View }: { show: FunctionComponent }) {
  return accepted.value ? <View /> : <p class="muted">No input was accepted yet.</p>;
}

function PictureView() {
  return <Picture objects={bodies.value} go={toManifest} />;
}

function Loading() {
  return (
    <p role="status">
      <label>
        Loading the engine … <progress />
      </label>
    </p>
  );
}

// reloadWithoutState gets out of a state that the page cannot show.
function reloadWithoutState(): void {
  history.replaceState(null, "", location.pathname + location.search);
  location.reload();
}

function Failure() {
  return (
    <main class="fatal">
      <h1>The preview cannot run</h1>
      <p role="alert">The engine failed: {failure.value}.</p>
      <p>
        It takes a current browser that allows WebAssembly and module workers, and a host that serves all files of the page. The manifests
        can also be had with <code>gen render</code>.
      </p>
      <button type="button" onClick={() => location.reload()}>
        Load the page again
      </button>{" "}
      {!isPart && (location.hash || history.state) && (
        <button type="button" onClick={reloadWithoutState}>
          Load it without the state in its address
        </button>
      )}
    </main>
  );
}
