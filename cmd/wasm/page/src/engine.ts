// The engine, as the page sees it: questions and answers.
import { begin, listen, said, worker } from "./begin.js";
import type { Answer, Part } from "./contract";
import type { Model, Question, Reply } from "./worker";

export interface Request {
  input: string; // JSON
  render: Part[];
  showSecrets: boolean;
}

interface Waiting {
  request: string;
  resolve: (answer: Answer) => void;
}

export class Engine {
  private worker = worker;
  private model = "";
  private asked = 0;
  private readonly waiting = new Map<number, Waiting>(); // in the order of the questions

  // A failure is told at any time, and is final: questions are not answered any more.
  constructor(private readonly failed: (problem: string) => void) {
    said.forEach((reply) => this.hear(reply));
    if (worker) listen(worker, (reply) => this.hear(reply));
  }

  private hear(reply: Reply): void {
    if ("answer" in reply) this.resolve(reply.id, JSON.parse(reply.answer) as Answer);
    else if (reply.id === undefined) this.failed(reply.failed);
    else this.drop(reply.id, reply.failed);
  }

  private resolve(id: number, answer: Answer): void {
    this.waiting.get(id)?.resolve(answer);
    this.waiting.delete(id);
  }

  // drop gives up a question over which the worker has ended, and begins another worker
  // for those after it. Asked again, the question would only end that one, too.
  private drop(id: number, problem: string): void {
    if (this.worker) listen(this.worker, () => undefined);
    this.worker?.terminate();
    this.worker = begin((reply) => this.hear(reply));
    this.load(this.model);
    this.resolve(id, { diagnostics: [{ severity: "error", summary: `the engine ended over this input: ${problem}` }] });
    for (const [id, { request }] of this.waiting) this.post({ id, request });
  }

  // load gives the engine the contract that the questions are about.
  load(model: string): void {
    this.model = model;
    this.post({ model });
  }

  ask({ input, render, showSecrets }: Request): Promise<Answer> {
    const id = ++this.asked;
    const request = `{"input":${input},"render":${JSON.stringify(render)},"show_secrets":${showSecrets}}`;
    return new Promise((resolve) => {
      this.waiting.set(id, { request, resolve });
      this.post({ id, request });
    });
  }

  private post(message: Model | Question): void {
    this.worker?.postMessage(message);
  }
}
