// What the page, as a part, hears from the page around it and says to it. That one has to be
// of the same origin, whose scripts could read and change all of this page anyway.
import { effect } from "@preact/signals";
import { begin, text } from "./input";
import { leftOutOf } from "./link";
import { type Given, readOnly, type Said } from "./part";
import { contract, current, diagnostics, failure, underWay } from "./state";
import { toJSON } from "./value";

const say = (said: Said): void => parent.postMessage(said, location.origin);

// join is what the page around gives to begin with. What it gives later is taken when it
// comes, which may be while this page still begins.
export function join(): Promise<Given> {
  return new Promise((resolve) => {
    let given: Given | undefined;
    addEventListener("message", ({ origin, source, data }: MessageEvent<Given | undefined>) => {
      if (origin !== location.origin || source !== parent || data?.say !== "given") return;
      if (data.readOnly !== undefined) readOnly.value = data.readOnly;
      if (given && data.input) {
        given.input = data.input;
        begin(data.input.text, data.input.language);
      }
      if (!given) {
        given = data;
        resolve(given);
      }
    });
    effect(() => {
      if (failure.value) say({ say: "failure", message: failure.value });
    });
    say({ say: "ready" });
  });
}

// report says each input and, once it is answered, what the contract says about it.
export function report(): void {
  effect(() => {
    const { text: written, language, value } = text.value;
    const sensitive = leftOutOf(value, contract.peek()!, []);
    say({ say: "input", text: written, language, ...(value !== undefined && { json: toJSON(value) }), sensitive });
  });
  effect(() => {
    if (underWay.value) return;
    const unread = text.peek().problems.map(({ line, message }) => ({ severity: "error" as const, summary: `line ${line}: ${message}` }));
    const found = diagnostics.peek().map(({ severity, summary, detail, path }) => ({ severity, summary, detail, path }));
    say({ say: "result", accepted: current.peek(), diagnostics: [...unread, ...found] });
  });
}
