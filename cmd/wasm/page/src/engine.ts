// The engine, as the page sees it: questions and answers.
import type { Answer, Part } from "./contract";
import type { Question, Reply, Start } from "./worker";

declare const ENGINE_SIZE: number; // bytes of engine.wasm, set by the build

export interface Request {
  input: string; // JSON
  render: Part[];
  showSecrets: boolean;
}

export class Engine {
  private asked = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly worker = new Worker("worker.js", { type: "module" });
  private readonly started: Promise<void>;

  // The engine loads at once, and tells how much of it is there. Questions wait for it.
  // A failure is told at any time, and is final.
  constructor(model: Promise<string>, progress: (share: number) => void, failed: (problem: string) => void) {
    this.worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if ("failed" in data) failed(data.failed);
      if (!("id" in data)) return;
      const answered = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      answered?.(JSON.parse(data.answer) as Answer);
    };
    this.worker.onerror = (event) => failed(event.message || "its worker cannot run");
    this.started = new Promise((resolve) => {
      Promise.all([compile(progress), model]).then(
        ([wasm, text]) => {
          this.worker.postMessage({ wasm, model: text } satisfies Start);
          resolve();
        },
        (error: unknown) => failed(error instanceof Error ? error.message : String(error)),
      );
    });
  }

  // ask resolves when the engine has answered, and never when it has failed.
  async ask({ input, render, showSecrets }: Request): Promise<Answer> {
    await this.started;
    const id = ++this.asked;
    const request = `{"input":${input},"render":${JSON.stringify(render)},"show_secrets":${showSecrets}}`;
    this.worker.postMessage({ id, request } satisfies Question);
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }
}

async function compile(progress: (share: number) => void): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, or forbids it");
  const response = await fetch("engine.wasm");
  if (!response.ok || !response.body) throw new Error(`engine.wasm cannot be loaded: ${response.status} ${response.statusText}`);
  let received = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        received += chunk.length;
        progress(Math.min(1, received / ENGINE_SIZE));
        controller.enqueue(chunk);
      },
    }),
  );
  // A host that does not know the type of .wasm files must not hinder.
  return WebAssembly.compileStreaming(new Response(counted, { headers: { "Content-Type": "application/wasm" } }));
}
