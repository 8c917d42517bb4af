// The box that a text is pasted into, which then becomes the input.
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { isPart } from "./part";
import { notice } from "./state";
import { reasonOf } from "./words";

export function PasteText() {
  const isOpen = useSignal(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => (isOpen.value = true)}>
        Paste a text
      </button>
      {isOpen.value && <Box close={() => (isOpen.value = false)} />}
    </>
  );
}

function Box({ close }: { close(): void }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const problem = useSignal("");
  useEffect(() => dialog.current!.showModal(), []);

  const turns = useRef(0);
  async function take(): Promise<void> {
    const turn = ++turns.current;
    const isWanted = () => box.current !== null && turn === turns.current;
    const { bring } = await import("./later");
    if (!box.current) return; // it was closed meanwhile
    notice.value = "";
    const found = await bring("the pasted text", box.current.value, isWanted).catch(reasonOf);
    if (!isWanted()) return;
    problem.value = found ?? "";
    if (problem.value === "")
      dialog.current!.close(); // and the keyboard goes back to the button
    else box.current.focus();
  }

  return (
    <dialog ref={dialog} class="paste" aria-labelledby={`${id}-title`} onClose={close}>
      <h2 id={`${id}-title`}>Paste a text</h2>
      <p id={`${id}-help`}>
        A call of the module, <code>.tfvars</code>, <code>.tfvars.json</code>, YAML or JSON replaces the input. Variables of the environment
        (<code>.env</code>) are put into it. {isPart ? "This" : "It stays in this page, and"} can be undone.
      </p>
      <textarea
        ref={box}
        aria-label="The text"
        aria-describedby={`${id}-help`}
        rows={12}
        autocomplete="off"
        spellcheck={false}
        onPaste={() => setTimeout(take)} // when it is in the box
      />
      <p role="alert">{problem.value && `It is not taken: ${problem.value}.`}</p>
      <div class="toolbar">
        <button type="button" onClick={take}>
          Import
        </button>
        <button type="button" onClick={() => dialog.current!.close()}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}
