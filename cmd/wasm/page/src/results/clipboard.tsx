// Buttons that take a text out of the page.
import { useSignal } from "@preact/signals";

export function Copy({ what, text }: { what: string; text: () => string | Promise<string> }) {
  const told = useSignal("");
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(await text());
      told.value = "Copied";
    } catch {
      told.value = "The browser does not allow it";
    }
    setTimeout(() => (told.value = ""), 2000);
  }
  return (
    <button type="button" onClick={copy}>
      {told.value || "Copy"}
      <span class="hidden"> {what}</span>
      <span class="hidden" role="status">
        {told.value}
      </span>
    </button>
  );
}

export function Download({ what, name, text }: { what: string; name: string; text: () => string | Promise<string> }) {
  async function download(): Promise<void> {
    const url = URL.createObjectURL(new Blob([await text()], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }
  return (
    <button type="button" onClick={download}>
      Download<span class="hidden"> {what}</span>
    </button>
  );
}
