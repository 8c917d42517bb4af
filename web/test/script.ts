// A worker for tests of what speaks with one.
import assert from "node:assert/strict";
import type { Asked, Reply } from "../src/worker";

// Script is a worker that answers as a test wants it to.
export class Script {
  static readonly all: Script[] = [];
  onmessage: (event: { data: Reply }) => void = () => undefined;
  onerror: (event: { message: string }) => void = () => undefined;
  readonly heard: Asked[] = [];
  terminated = false;

  constructor() {
    Script.all.push(this);
  }

  postMessage(message: Asked): void {
    assert.ok(!this.terminated, "nothing is said to a worker that has ended");
    this.heard.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }

  say(data: Reply): void {
    this.onmessage({ data });
  }
}

(globalThis as { Worker: unknown }).Worker = Script;
