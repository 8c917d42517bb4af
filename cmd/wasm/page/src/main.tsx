// The start of the page: what is loaded at once, and in which order.
import { render } from "preact";
import { keepAddress, restore } from "./address";
import { App } from "./app";
import type { Contract, Example } from "./contract";
import { Engine } from "./engine";
import { contract, examples, failure, follow, progress, write } from "./state";
// The styles of what is loaded later are few, and come with the others.
import "./editor/editor.css";
import "./picture/picture.css";
import "./style.css";

async function load(file: string): Promise<string> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} cannot be loaded: ${response.status} ${response.statusText}`);
  return response.text();
}

const fail = (problem: unknown): void => {
  failure.value = problem instanceof Error ? problem.message : String(problem);
};

async function start(): Promise<void> {
  const engine = new Engine((share) => (progress.value = share), fail);
  const [model, inputs] = await Promise.all([load("model.json"), load("examples.json")]);
  engine.load(model);
  examples.value = JSON.parse(inputs) as Example[];
  const about = JSON.parse(model) as Contract;
  if (!(await restore()) && examples.value[0]) write(examples.value[0].text, examples.value[0].language);
  follow(engine);
  // The form takes a while. Meanwhile the engine works on the first question.
  contract.value = about;
  document.title = `Preview of ${about.name}`;
  keepAddress();
}

render(<App />, document.getElementById("app")!);
start().catch(fail);
