// What the page says about a text that was imported: what of it is an expression, which has
// no value without Terraform, and what else is no input.
import { computed, effect } from "@preact/signals";
import { entry } from "./entries";
import { focusNext } from "./form/focus";
import { goTo } from "./form/reveal";
import { type Left, report } from "./import/report";
import { readable, text } from "./input";
import { inputTab } from "./state";
import { at, formatPath } from "./value";
import { count } from "./words";

// shown is the report, unless the import was undone or the page is at something else.
const shown = computed(() => {
  const of = report.value;
  if (of?.entry !== entry.value) return undefined;
  return of.before === text.value.text && of.before !== of.after ? undefined : of;
});

// What is written after an undo takes the place of the import.
let undone = false;
effect(() => {
  const of = report.value;
  const now = text.value.text;
  if (of?.entry !== entry.value) {
    undone = false;
    return;
  }
  if (undone && now !== of.before && now !== of.after) report.value = undefined;
  undone = of.before === now && of.before !== of.after;
});

// left is what still has no value.
const left = computed(() => (shown.value?.left ?? []).filter(({ path }) => at(readable.value, path) === undefined));

// most is how many of them are listed.
const most = 50;

export function ImportReport() {
  const from = shown.value;
  return (
    <div class="notice">
      <p class="hidden" role="status">
        {from && summary(from.from, from.taken, left.value.length)}
      </p>
      {from && (
        <div class="import-report">
          <p>
            {summary(from.from, from.taken, left.value.length)}{" "}
            <button type="button" onClick={dismiss}>
              Dismiss
            </button>
          </p>
          {left.value.length > 0 && (
            <ul>
              {left.value.slice(0, most).map((one) => (
                <li key={formatPath(one.path)}>
                  <Way {...one} />
                </li>
              ))}
              {left.value.length > most && <li>and {left.value.length - most} more</li>}
            </ul>
          )}
          {from.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
    </div>
  );
}

function summary(from: string, taken: number, left: number): string {
  const said = `${count(taken, "input")} taken from ${from}.`;
  if (left === 0) return said;
  if (left === 1) return `${said} 1 is an expression, which only Terraform can evaluate: give it a value, or leave it to its default.`;
  return `${said} ${left} are expressions, which only Terraform can evaluate: give them values, or leave them to their defaults.`;
}

// Way leads to the field that an expression is about.
function Way({ path, line, column, reference }: Left) {
  const go = () => {
    inputTab.value = "form";
    goTo(path.filter((_, i) => !path.slice(0, i + 1).some((step) => typeof step === "number")));
  };
  return (
    <>
      <button type="button" class="said" onClick={go}>
        {formatPath(path)}
      </button>{" "}
      at line {line}, column {column}
      {reference && (
        <>
          : <code>{reference}</code>
        </>
      )}
    </>
  );
}

function dismiss(): void {
  report.value = undefined;
  focusNext("undo"); // the button goes away
}
