// The engine, as the page sees it: questions and answers.
import { worker } from "./begin";
import type { Answer, Part } from "./contract";
import type { Model, Question, Reply } from "./worker";

export interface Request {
  input: string; // JSON
  render: Part[];
  showSecrets: boolean;
}

export class Engine {
  private asked = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  // The engine tells how much of it is there. A failure is told at any time, and is
  // final: questions are not answered any more.
  constructor(progress: (share: number) => void, failed: (problem: string) => void) {
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if ("failed" in data) failed(data.failed);
      else if ("progress" in data) progress(data.progress);
      else this.answered(data.id, JSON.parse(data.answer) as Answer);
    };
    worker.onerror = (event) => failed(event.message || "its worker cannot run");
  }

  private answered(id: number, answer: Answer): void {
    this.waiting.get(id)?.(answer);
    this.waiting.delete(id);
  }

  // load gives the engine the contract that the questions are about.
  load(model: string): void {
    worker.postMessage({ model } satisfies Model);
  }

  ask({ input, render, showSecrets }: Request): Promise<Answer> {
    const id = ++this.asked;
    const request = `{"input":${input},"render":${JSON.stringify(render)},"show_secrets":${showSecrets}}`;
    worker.postMessage({ id, request } satisfies Question);
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }
}
