// The start of the page: what is loaded at once, and in which order.
import { effect } from "@preact/signals";
import { render } from "preact";
import { keepAddress, restoreFirst } from "./address";
import { App } from "./app";
import type { Contract, Example } from "./contract";
import { Engine } from "./engine";
import { listenForFiles } from "./files";
import { begin } from "./input";
import { about, answered, contract, examples, failure, follow, formShown } from "./state";
import { listenForUndo } from "./undo";
import { listenForKeys } from "./ways";
// The styles of what is loaded later are few, and come with the others.
import "./editor/editor.css";
import "./picture/picture.css";
import "./style.css";
import "./results/results.css";
import "./rows/rows.css";
import "./shaped/shaped.css";

async function load(file: string): Promise<string> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} cannot be loaded: ${response.status} ${response.statusText}`);
  return response.text();
}

const fail = (problem: unknown): void => {
  failure.value = problem instanceof Error ? problem.message : String(problem);
};

async function start(): Promise<void> {
  const engine = new Engine(fail);
  const examplesLoaded = load("examples.json");
  examplesLoaded.catch(() => undefined); // it is reported where it is waited for
  const model = await load("model.json");
  engine.load(model);
  const inputs = await examplesLoaded;
  examples.value = JSON.parse(inputs) as Example[];
  const here = JSON.parse(model) as Contract;
  if (!(await restoreFirst(here)) && examples.value[0]) begin(examples.value[0].text, examples.value[0].language);
  contract.value = here;
  follow(engine);
  document.title = `Preview of ${here.name}`;
  keepAddress();
  listenForUndo();
  listenForFiles();
  listenForKeys();
  letFormWait();
  load("about.json").then(
    (text) => (about.value = JSON.parse(text) as typeof about.value),
    () => undefined, // then links do not say the version
  );
}

// letFormWait draws the form, which takes a while, after the first result is on screen,
// but does not wait for a slow network.
function letFormWait(): void {
  const show = () => (formShown.value = true);
  setTimeout(show, 1000);
  effect(() => {
    // The first frame after the answer shows it, the second one comes after that.
    if (answered.value) requestAnimationFrame(() => requestAnimationFrame(show));
  });
}

render(<App />, document.getElementById("app")!);
start().catch(fail);
