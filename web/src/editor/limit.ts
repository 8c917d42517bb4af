// How much the editor takes at once: what is larger would stop the page before it is refused.
import { EditorState, type Extension, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { maxTaken } from "../text";

// limit leaves the text as it is when the user would make it too large, and says so. A text
// that is pasted or dropped is not even looked at.
export function limit(say: (words: string) => void): Extension {
  const refuse = () => {
    say(`This is not taken: the text would be larger than ${maxTaken >> 20} MiB.`);
    return true;
  };
  const isTooMuch = (data: DataTransfer | null) => (data?.getData("text/plain").length ?? 0) > maxTaken && refuse();
  return [
    EditorView.domEventHandlers({
      paste: ({ clipboardData }) => isTooMuch(clipboardData),
      drop: ({ dataTransfer }) => isTooMuch(dataTransfer),
    }),
    EditorState.transactionFilter.of((transaction) => {
      const { startState, newDoc, docChanged } = transaction;
      const isOwn = transaction.annotation(Transaction.userEvent) !== undefined;
      const isGrown = isOwn && docChanged && newDoc.length > Math.max(maxTaken, startState.doc.length);
      if (isGrown) queueMicrotask(refuse);
      return isGrown ? [] : transaction;
    }),
  ];
}
