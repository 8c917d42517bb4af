// What to do with a text that has more than one document.
import { text } from "../input";
import { severalIn } from "./several";
import { openTable } from "./table";

export function Offer() {
  const file = severalIn(text.value.text);
  if (!file) return null;
  return (
    <p>
      The text has several documents.{" "}
      <button type="button" onClick={() => openTable(file)}>
        Show them as a table
      </button>
    </p>
  );
}
