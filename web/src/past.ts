// What undo goes back to and redo forward to: the texts that the input had.
import { signal } from "@preact/signals";
import type { Language } from "./text";
import type { Step } from "./value";

// Version is a text as it was written. What it says is found out again when it comes back.
export interface Version {
  text: string;
  language: Language;
  leftOut: string[]; // sensitive inputs that it has lost on its way here
}

// Typing is a change of a kind that comes at each key press, at a path of the form or, with
// none, in the editor. What is typed in one place without a pause is one step.
export interface Typing {
  path: Step[];
  goesOn: boolean; // whether it may be a part of the step before it
}

const pause = 1000; // ms
const mostSteps = 500;
const mostCharacters = 4 << 20; // of all texts together

export class Past {
  private before: Version[] = [];
  private after: Version[] = [];
  private last: { path: Step[]; time: number } | undefined;
  // How many steps there are in each direction.
  readonly steps = signal({ back: 0, forward: 0 });

  constructor(private readonly now: () => number = () => performance.now()) {}

  // record keeps what a change has replaced.
  record(replaced: Version, typing?: Typing): void {
    const time = this.now();
    const goesOn = typing && this.goesOn(typing, time);
    this.last = typing && { path: typing.path, time };
    this.after = [];
    if (!goesOn) this.before.push(replaced);
    this.forget();
    this.count();
  }

  // goesOn reports whether a change is a part of the step before it.
  goesOn(typing: Typing, time = this.now()): boolean {
    return typing.goesOn && this.last !== undefined && time - this.last.time < pause && isSamePlace(this.last.path, typing.path);
  }

  clear(): void {
    this.before = [];
    this.after = [];
    this.last = undefined;
    this.count();
  }

  // back is the version before the current one, which forward then returns to.
  back(current: Version): Version | undefined {
    return this.go(this.before, this.after, current);
  }

  forward(current: Version): Version | undefined {
    return this.go(this.after, this.before, current);
  }

  private go(from: Version[], to: Version[], current: Version): Version | undefined {
    const version = from.pop();
    if (version) to.push(current);
    this.last = undefined;
    this.count();
    return version;
  }

  private forget(): void {
    let characters = 0;
    const kept = this.before.findLastIndex(({ text }, i) => {
      characters += text.length;
      return characters > mostCharacters || this.before.length - i > mostSteps;
    });
    this.before.splice(0, kept + 1);
  }

  private count(): void {
    const { back, forward } = this.steps.peek();
    if (back === this.before.length && forward === this.after.length) return;
    this.steps.value = { back: this.before.length, forward: this.after.length };
  }
}

// isSamePlace reports whether one path is inside the other one: the first key press in a
// part of a default puts all of the default into the input.
function isSamePlace(a: Step[], b: Step[]): boolean {
  if ((a.length === 0) !== (b.length === 0)) return false;
  return a.every((step, i) => i >= b.length || step === b[i]);
}
