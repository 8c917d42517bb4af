// What the page shows, as signals. Everything follows from the input.
import { batch, computed, effect, signal } from "@preact/signals";
import {
  type About,
  type Answer,
  type Change,
  type Choice,
  type Contract,
  type Diagnostic,
  type Example,
  sameDiagnostics,
} from "./contract";
import type { Call, Engine, Request } from "./engine";
import { beingRead, leftOut, value } from "./input";
import { type Filled, fill } from "./placeholder";
import { read } from "./text";
import { toJSON } from "./value";

export const contract = signal<Contract | undefined>(undefined);
export const examples = signal<Example[]>([]);
export const about = signal<About>({ version: "" });

// filled is the input that the questions are about: that of the text, with placeholders for
// the sensitive inputs that it has lost on its way here.
export const filled = computed<Filled | undefined>(() =>
  value.value === undefined ? undefined : fill(value.value, leftOut.value, contract.value!),
);
const filledJSON = (): string => toJSON(filled.peek()?.value ?? null);

// Result is what an accepted input comes to.
export type Result = Required<Pick<Answer, "objects" | "outputs">> & { input: string }; // as JSON

export const showSecrets = signal(false);

// answered is whether the engine has said anything about an input.
export const answered = signal(false);
export const diagnostics = signal<Diagnostic[]>([]);
export const result = signal<Result | undefined>(undefined); // of the newest input that was accepted
export const choices = signal<Choice[]>([]);
// current is whether the newest input that was answered was accepted: the result is its.
export const current = signal(false);

// answeredTo is the question that was answered last.
const answeredTo = signal<{ input: Filled | undefined; showSecrets: boolean } | undefined>(undefined);
// underWay is whether the answer to the input on the page has not come yet.
export const underWay = computed(() => {
  const last = answeredTo.value;
  return beingRead.value || !last || last.input !== filled.value || last.showSecrets !== showSecrets.value;
});

// resting is whether nothing has changed for a while.
export const resting = signal(true);

// formShown is whether it is the form's turn: see main.
export const formShown = signal(false);

// pinned is an input to compare with, as JSON, and pinnedResult what it comes to.
export const pinned = signal<string | undefined>(undefined);
export const pinnedResult = signal<Result | undefined>(undefined);

// filledPin is the pinned input with placeholders.
export const filledPin = computed(() => {
  if (pinned.value === undefined || leftOut.value.length === 0) return pinned.value;
  return toJSON(fill(read(pinned.value, "json").value!, leftOut.value, contract.value!).value);
});

// change is what going from the pinned input to the one on the page does.
export const change = signal<Change | undefined>(undefined);

// The panes and tabs that are open.
export const inputTab = signal("form");
export const resultTab = signal("manifests");

// tableTitle is that of the tab with the table of many inputs, once there is one.
export const tableTitle = signal("");
export const tableTab = "inputs";

// notice is what the page has to say about its address.
export const notice = signal("");

// failure is why the page cannot go on.
export const failure = signal("");

// How long nothing must change before the page is resting. What takes longer than a key
// press may take waits for that.
const pause = 200; // ms

// follow keeps the results in step with the inputs. At most one question about the text
// is under way; what changed meanwhile is asked next, and older answers are not shown.
export function follow(engine: Engine): void {
  running.value = engine;
  followChange(engine);
  manifests = async ({ input }) => (await engine.ask({ ...question(input), render: ["manifests"] })).manifests;
  moduleCall = async ({ input }, call) =>
    (await engine.ask({ input, render: ["module"], ...(call && { call }), showSecrets: false })).module;
  let asking = false;
  let changed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    changed = true;
    if (asking) return;
    asking = true;
    resting.value = false;
    clearTimeout(timer);
    while (changed && !beingRead.peek()) {
      changed = false;
      const asked = { input: filled.peek(), showSecrets: showSecrets.peek() };
      const input = filledJSON();
      const answer = asked.input === undefined ? { diagnostics: [] } : await engine.ask(question(input));
      if (!changed && !beingRead.peek()) {
        show(answer, input);
        answeredTo.value = asked;
      }
    }
    asking = false;
    timer = setTimeout(rest, pause);
  }

  async function rest(): Promise<void> {
    resting.value = true;
    const asked = filled.peek();
    if (asked === undefined) return;
    const answer = await engine.ask({ input: filledJSON(), render: ["choices"], showSecrets: false });
    if (asked === filled.peek()) choices.value = answer.choices ?? [];
  }

  effect(() => {
    void filled.value;
    void showSecrets.value;
    if (!beingRead.value) void ask();
  });
  effect(() => {
    const asked = filledPin.value;
    if (asked === undefined) {
      pinnedResult.value = undefined;
      return;
    }
    void engine.ask(question(asked)).then((answer) => {
      if (asked === filledPin.peek()) pinnedResult.value = resultOf(answer, asked);
    });
  });
}

// followChange keeps the change in step with the inputs while it is looked at, in the same
// way.
function followChange(engine: Engine): void {
  let asking = false;
  let asked: string | undefined;
  effect(() => {
    if (pinned.value === undefined) change.value = undefined;
    if (filledPin.value !== undefined && filled.value !== undefined && resultTab.value === "changes") void ask();
  });

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    for (let next = wanted(); next !== undefined && next.key !== asked; next = wanted()) {
      asked = next.key;
      const answer = await engine.ask({ input: next.input, before: next.before, render: ["changes"], showSecrets: false });
      if (wanted()?.key === asked) change.value = answer.changes;
    }
    asking = false;
  }

  function wanted(): { key: string; input: string; before: string } | undefined {
    const before = filledPin.peek();
    if (before === undefined || value.peek() === undefined) {
      asked = undefined;
      return undefined;
    }
    const input = filledJSON();
    return { key: `${before}\n${input}`, input, before };
  }
}

// running is the engine, for what compares more than the input on the page.
export const running = signal<Engine | undefined>(undefined);

// manifests are what gen render writes for an accepted input.
export let manifests = async (_: Result): Promise<string | undefined> => undefined;

// moduleCall is the call of the module with an accepted input, written in some way.
export let moduleCall = async (_: Result, __?: Call): Promise<string | undefined> => undefined;

// newest is the result of the input on the page, once it is answered, if it is accepted.
export function newest(): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (underWay.value) return;
      resolve(current.peek() ? result.peek() : undefined);
      queueMicrotask(() => stop());
    });
  });
}

function question(input: string): Request {
  return { input, render: ["objects", "outputs"], showSecrets: showSecrets.value };
}

function resultOf({ objects, outputs }: Answer, input: string): Result | undefined {
  return objects && outputs ? { objects, outputs, input } : undefined;
}

function show(answer: Answer, input: string): void {
  batch(() => {
    const shown = resultOf(answer, input);
    answered.value = true;
    if (!sameDiagnostics(diagnostics.value, answer.diagnostics)) diagnostics.value = answer.diagnostics;
    current.value = shown !== undefined;
    if (shown) result.value = shown;
  });
}

// pin keeps the input on the page, to compare later ones with.
export async function pin(): Promise<void> {
  if (await newest()) pinned.value = toJSON(value.peek()!);
}
