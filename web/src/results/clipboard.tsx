// Buttons that take something out of the page. What they take is asked for when they are
// pressed, and undefined when there is nothing that is not of an earlier input.
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { reasonOf } from "../words";
import { reason, withheld } from "./withheld";

interface CopyProps {
  label?: string;
  // For those who do not see where the button is: what it copies, or the id of the
  // element that says so.
  what?: string;
  titleId?: string;
  done?: string;
  // isResult is whether it is a part of the result, which there is none of an input that is
  // refused.
  isResult?: boolean;
  text: () => string | Promise<string | undefined>;
  // otherwise is done when the browser does not allow it, and returns the message to show.
  otherwise?: (text: string) => string;
}

export function Copy({
  label = "Copy",
  what,
  titleId,
  done = "Copied",
  isResult = false,
  text,
  otherwise = () => "The browser does not allow it",
}: CopyProps) {
  const id = useId();
  const message = useMessage();
  async function copy(): Promise<void> {
    const copied = await text();
    message.show(
      copied === undefined
        ? `Not copied: ${reason()}`
        : await navigator.clipboard.writeText(copied).then(
            () => done,
            () => otherwise(copied),
          ),
    );
  }
  return (
    <button
      id={id}
      type="button"
      onClick={copy}
      aria-labelledby={titleId && `${id} ${titleId}`}
      aria-disabled={isResult && withheld.value !== ""}
    >
      {message.text.value || label}
      {what && <span class="hidden"> {what}</span>}
      <span class="hidden" role="status">
        {message.text.value}
      </span>
    </button>
  );
}

interface DownloadProps {
  label?: string;
  what: string; // for those who do not see where the button is
  name: string;
  isResult?: boolean;
  content: () => string | Promise<string | Blob | undefined>;
}

export function Download({ label = "Download", what, name, isResult = false, content }: DownloadProps) {
  const message = useMessage();
  async function download(): Promise<void> {
    try {
      const given = await content();
      if (given === undefined) message.show(`Not downloaded: ${reason()}`);
      else save(typeof given === "string" ? new Blob([given], { type: "text/plain" }) : given, name);
    } catch (error) {
      message.show(`Not downloaded: ${reasonOf(error)}`);
    }
  }
  return (
    <button type="button" onClick={download} aria-disabled={isResult && withheld.value !== ""}>
      {message.text.value || label}
      <span class="hidden"> {what}</span>
      <span class="hidden" role="status">
        {message.text.value}
      </span>
    </button>
  );
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// useMessage is what a button says for a moment in the place of its label.
function useMessage(): { text: Signal<string>; show(words: string): void } {
  const text = useSignal("");
  const show = (words: string) => {
    text.value = words;
    setTimeout(() => {
      if (text.peek() === words) text.value = "";
    }, 2000);
  };
  return { text, show };
}
