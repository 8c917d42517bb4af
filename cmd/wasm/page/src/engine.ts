// The engine, as the page sees it: questions and answers.
import { said, worker } from "./begin.js";
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

  // A failure is told at any time, and is final: questions are not answered any more.
  constructor(private readonly failed: (problem: string) => void) {
    said.forEach((reply) => this.hear(reply));
    if (!worker) return;
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.hear(data);
    worker.onerror = ({ message }) => this.hear({ failed: message || "its worker cannot run" });
  }

  private hear(reply: Reply): void {
    if ("failed" in reply) this.failed(reply.failed);
    else {
      this.waiting.get(reply.id)?.(JSON.parse(reply.answer) as Answer);
      this.waiting.delete(reply.id);
    }
  }

  // load gives the engine the contract that the questions are about.
  load(model: string): void {
    worker?.postMessage({ model } satisfies Model);
  }

  ask({ input, render, showSecrets }: Request): Promise<Answer> {
    const id = ++this.asked;
    const request = `{"input":${input},"render":${JSON.stringify(render)},"show_secrets":${showSecrets}}`;
    worker?.postMessage({ id, request } satisfies Question);
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }
}
