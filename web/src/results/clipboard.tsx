// Buttons that take a text out of the page.
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

interface CopyProps {
  label?: string;
  // For those who do not see where the button is: what it copies, or the id of the
  // element that says so.
  what?: string;
  titleId?: string;
  done?: string;
  text: () => string | Promise<string>;
  // otherwise is done when the browser does not allow it, and returns the message to show.
  otherwise?: (text: string) => string;
}

export function Copy({
  label = "Copy",
  what,
  titleId,
  done = "Copied",
  text,
  otherwise = () => "The browser does not allow it",
}: CopyProps) {
  const id = useId();
  const message = useSignal("");
  async function copy(): Promise<void> {
    const copied = await text();
    message.value = await navigator.clipboard.writeText(copied).then(
      () => done,
      () => otherwise(copied),
    );
    setTimeout(() => (message.value = ""), 2000);
  }
  return (
    <button id={id} type="button" onClick={copy} aria-labelledby={titleId && `${id} ${titleId}`}>
      {message.value || label}
      {what && <span class="hidden"> {what}</span>}
      <span class="hidden" role="status">
        {message.value}
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
