// <base-k8s-preview>, the preview as a part of another page of the same origin. It is a file
// of its own, which a page loads as a module; docs/embedding.md describes its interface.
import type { Given, Said } from "./part";

const styles = new CSSStyleSheet();
styles.replaceSync(
  ":host { display: block; block-size: 48rem } :host([hidden]) { display: none } iframe { inline-size: 100%; block-size: 100%; border: 0 }",
);

type Written = Required<Given>["input"];

// written is an input as a text: one that is JSON is taken as such, any other text as YAML.
function written(input: unknown): Written {
  if (typeof input !== "string") return { text: JSON.stringify(input ?? {}, null, 2), language: "json" };
  try {
    JSON.parse(input);
    return { text: input, language: "json" };
  } catch {
    return { text: input, language: "yaml" };
  }
}

const same = (a: Written | undefined, b: Written): boolean => a?.text === b.text && a.language === b.language;

export class PreviewElement extends HTMLElement {
  static readonly observedAttributes = ["src", "model", "input", "readonly"];

  private readonly root = this.attachShadow({ mode: "open" });
  private frame: HTMLIFrameElement | undefined;
  private isShown = false;
  private isReady = false; // to hear
  private contract: string | object | undefined;
  private written: Written | undefined;

  constructor() {
    super();
    this.root.adoptedStyleSheets = [styles];
  }

  // src is the folder of the page's files.
  get src(): string {
    return new URL(this.getAttribute("src") ?? ".", this.hasAttribute("src") ? document.baseURI : import.meta.url).href;
  }
  set src(src: string) {
    this.setAttribute("src", src);
  }

  // model is a model.json, by its address or as the object that is in it.
  get model(): string | object | undefined {
    return this.contract ?? this.getAttribute("model") ?? undefined;
  }
  set model(model: string | object | undefined) {
    this.contract = model;
    this.load();
  }

  // input is the text on the page; what is set may also be an object.
  get input(): string | undefined {
    return this.written?.text;
  }
  set input(input: string | object | null | undefined) {
    this.written = written(input);
    this.give({ say: "given", input: this.written });
  }

  get readOnly(): boolean {
    return this.hasAttribute("readonly");
  }
  set readOnly(readOnly: boolean) {
    this.toggleAttribute("readonly", readOnly);
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "readonly") this.give({ say: "given", readOnly: this.readOnly });
    else if (name === "input") this.input = after;
    else this.load();
  }

  connectedCallback(): void {
    // What was set before the element was defined hides what the class has.
    for (const name of ["src", "model", "input", "readOnly"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    this.isShown = true;
    addEventListener("message", this.hear);
    this.load();
  }

  disconnectedCallback(): void {
    this.isShown = false;
    removeEventListener("message", this.hear);
    this.frame?.remove();
    this.frame = undefined;
  }

  // load shows the page, from its beginning. Another frame, and not another address of the
  // same one, leaves the browser's history alone.
  private load(): void {
    if (!this.isShown) return;
    this.frame?.remove();
    this.isReady = false;
    const page = new URL("index.html#part", this.src.replace(/\/?$/, "/"));
    if (page.origin !== location.origin) {
      this.fail(`the preview is of another origin than this page: ${page.origin}`);
      return;
    }
    this.frame = document.createElement("iframe");
    this.frame.title = "Preview";
    this.frame.allow = "clipboard-write";
    this.frame.src = page.href;
    this.root.append(this.frame);
  }

  private give(given: Given): void {
    if (this.isReady) this.frame?.contentWindow?.postMessage(given, location.origin);
  }

  private readonly hear = ({ origin, source, data }: MessageEvent<Said | undefined>): void => {
    if (origin !== location.origin || !this.frame || source !== this.frame.contentWindow) return;
    if (data?.say === "ready") this.begin();
    else if (data?.say === "input") this.hearInput(data);
    else if (data?.say === "failure") this.fail(data.message);
    else if (data?.say === "result") this.report("preview-result", { accepted: data.accepted, diagnostics: data.diagnostics });
  };

  private begin(): void {
    this.isReady = true;
    const { model } = this;
    const given: Given = { say: "given", readOnly: this.readOnly };
    if (typeof model === "string") given.model = { url: new URL(model, document.baseURI).href };
    else if (model) given.model = { text: JSON.stringify(model) };
    if (this.written) given.input = this.written;
    this.give(given);
  }

  // hearInput reports an input, unless it is the one that this page has set.
  private hearInput({ text, language, json, sensitive }: Extract<Said, { say: "input" }>): void {
    const heard = { text, language };
    if (same(this.written, heard)) return;
    this.written = heard;
    this.report("preview-input", { ...heard, value: json === undefined ? undefined : JSON.parse(json), sensitive });
  }

  private fail(message: string): void {
    this.report("preview-failure", { message });
  }

  private report(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}

if (!customElements.get("base-k8s-preview")) customElements.define("base-k8s-preview", PreviewElement);
