// The start of the page: what is loaded at once, and in which order.
import { effect } from "@preact/signals";
import { render } from "preact";
import { keepAddress, restoreFirst } from "./address";
import { App } from "./app";
import { join, report } from "./around";
import type { Contract, Example } from "./contract";
import { Engine } from "./engine";
import { listenForFiles } from "./files";
import { begin } from "./input";
import { type Given, isElsewhere, isPart } from "./part";
import { about, answered, contract, examples, failure, follow, formShown } from "./state";
import { listenForUndo } from "./undo";
import { listenForKeys } from "./ways";
import { reasonOf } from "./words";
// The styles of what is loaded later are few, and come with the others.
import "./form/form.css";
import "./form/controls.css";
import "./form/rows.css";
import "./form/sections.css";
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
  failure.value = reasonOf(problem);
};

async function start(): Promise<void> {
  const engine = new Engine(fail);
  const examplesLoaded = load("examples.json");
  examplesLoaded.catch(() => undefined); // it is reported where it is waited for
  const own = load("model.json");
  own.catch(() => undefined);
  const given = isPart ? await join() : undefined;
  const model = given?.model ? await modelOf(given.model) : await own;
  isElsewhere.value = given?.model !== undefined;
  engine.load(model);
  const inputs = await examplesLoaded;
  if (!isElsewhere.value) examples.value = JSON.parse(inputs) as Example[];
  const here = JSON.parse(model) as Contract;
  const first = given?.input ?? examples.value[0];
  if ((isPart || !(await restoreFirst(here))) && first) begin(first.text, first.language);
  contract.value = here;
  follow(engine);
  document.title = `Preview of ${here.name}`;
  if (isPart) report();
  else keepAddress();
  listenForUndo();
  listenForFiles();
  listenForKeys();
  letRestWait();
}

// modelOf is the contract that the page around gives.
async function modelOf(model: NonNullable<Given["model"]>): Promise<string> {
  return "url" in model ? load(model.url) : model.text;
}

// loadAbout loads what links and the module call say beside the contract, and do without.
async function loadAbout(): Promise<void> {
  if (isElsewhere.value) return;
  about.value = await load("about.json").then(
    (text) => JSON.parse(text) as typeof about.value,
    () => about.value,
  );
}

// letRestWait loads and draws the form, which takes a while, after the first result is on screen,
// but does not wait for a slow network.
function letRestWait(): void {
  const show = () => {
    if (formShown.peek()) return;
    formShown.value = true;
    void loadAbout();
  };
  setTimeout(show, 1000);
  effect(() => {
    // The first frame after the answer shows it, the second one comes after that.
    if (answered.value) requestAnimationFrame(() => requestAnimationFrame(show));
  });
}

render(<App />, document.getElementById("app")!);
start().catch(fail);
