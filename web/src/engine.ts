// The engine, as the page sees it: questions and answers.
import { begin, listen, said, worker } from "./begin.js";
import type { Answer, EffectName, Part, Report } from "./contract";
import type { About } from "./rows/evaluate";
import type { Row } from "./rows/row";
import type { Asked, Progress, Reply, Rows } from "./worker";

export interface Request {
  input: string; // JSON
  before?: string; // JSON, for changes
  render: Part[];
  call?: Call; // for module
  showSecrets: boolean;
}

// Call is how the call of the module is written.
export interface Call {
  source: string; // "" is where the project has the module
  given: { [input: string]: string }; // expressions that stand for inputs
}

interface Waiting {
  request: string;
  resolve: (answer: Answer) => void;
}

// Listener is called while a fleet is compared.
export interface Listener {
  progress(compared: number, part: number, effects: EffectName[]): void;
  report(report: Report): void;
  problem(words: string): void;
}

// TableListener is called while the documents of a file are evaluated.
export interface TableListener {
  rows(rows: Row[], part: number): void;
  end(left: boolean): void; // whether there are more than a table has
  problem(words: string): void;
}

export class Engine {
  private worker = worker;
  private model = "";
  private asked = 0;
  private readonly waiting = new Map<number, Waiting>(); // in the order of the questions
  private fleet: { id: number; listener: Listener } | undefined;
  private table: { id: number; listener: TableListener } | undefined;

  // failed may be called at any time. A failure is final: no question is answered after it.
  constructor(private readonly failed: (problem: string) => void) {
    for (const reply of said) this.receive(reply);
    if (worker) listen(worker, (reply) => this.receive(reply));
  }

  private receive(reply: Reply): void {
    if ("fleet" in reply) this.notify(reply);
    else if ("many" in reply) this.notifyTable(reply);
    else if ("answer" in reply) this.resolve(reply.id, JSON.parse(reply.answer) as Answer);
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
    this.worker = begin((reply) => this.receive(reply));
    this.load(this.model);
    if (this.fleet) this.notify({ fleet: this.fleet.id, problem: `the engine ended: ${problem}` });
    if (this.table) this.notifyTable({ many: this.table.id, problem: `the engine ended: ${problem}` });
    this.resolve(id, { diagnostics: [{ severity: "error", summary: `the engine ended over this input: ${problem}` }] });
    for (const [id, { request }] of this.waiting) this.post({ id, request });
  }

  // load gives the engine the contract that the questions are about.
  load(model: string): void {
    this.model = model;
    this.post({ model });
  }

  // compare compares the recorded inputs of a fleet under an older contract, whose
  // model.json it is given, with the same under the engine's. What was compared before is
  // given up.
  compare(older: File, inputs: File, listener: Listener): void {
    const id = ++this.asked;
    this.fleet = { id, listener };
    this.post({ fleet: id, older, inputs });
  }

  // stop gives up what is compared.
  stop(): void {
    this.fleet = undefined;
    this.post({ stop: true });
  }

  private notify(reply: Progress): void {
    if (reply.fleet !== this.fleet?.id) return;
    const { listener } = this.fleet;
    if ("compared" in reply) {
      listener.progress(reply.compared, reply.part, reply.effects);
      return;
    }
    this.fleet = undefined;
    if ("report" in reply) listener.report(JSON.parse(reply.report) as Report);
    else listener.problem(reply.problem);
  }

  // evaluate gives the listener a row for each document of a file. What was evaluated before
  // is given up.
  evaluate(inputs: File, about: About, listener: TableListener): void {
    const id = ++this.asked;
    this.table = { id, listener };
    this.post({ many: id, inputs, about });
  }

  private notifyTable(reply: Rows): void {
    if (reply.many !== this.table?.id) return;
    const { listener } = this.table;
    if ("rows" in reply) {
      listener.rows(reply.rows, reply.part);
      return;
    }
    this.table = undefined;
    if ("left" in reply) listener.end(reply.left);
    else listener.problem(reply.problem);
  }

  ask({ input, before, render, call, showSecrets }: Request): Promise<Answer> {
    const id = ++this.asked;
    const other = before === undefined ? "" : `,"before":${before}`;
    const written = call === undefined ? "" : `,"call":${JSON.stringify(call)}`;
    const request = `{"input":${input}${other}${written},"render":${JSON.stringify(render)},"show_secrets":${showSecrets}}`;
    return new Promise((resolve) => {
      this.waiting.set(id, { request, resolve });
      this.post({ id, request });
    });
  }

  private post(message: Asked): void {
    this.worker?.postMessage(message);
  }
}
