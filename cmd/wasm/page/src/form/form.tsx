// The input as a form, made from the contract alone.
import "./form.css";
import "./controls.css";
import "./rows.css";
import { computed, type ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Choice, Contract, Diagnostic } from "../contract";
import type { Step, Value } from "../value";
import { Fields } from "./field";
import { assign } from "./findings";
import { Odd } from "./odd";
import { Overview } from "./overview";
import { rootPlace, type Place } from "./place";
import { byPath } from "./refusals";

export interface FormProps {
  contract: Contract;
  // The whole input; undefined while its text cannot be read.
  value: ReadonlySignal<Value | undefined>;
  diagnostics: ReadonlySignal<Diagnostic[]>;
  choices: ReadonlySignal<Choice[]>;
  readOnly?: ReadonlySignal<boolean>;
  // Sets the value at a path of the input, or removes it when it is undefined.
  onEdit(path: Step[], value: Value | undefined): void;
}

export function Form({ contract, value, diagnostics, choices, readOnly, onEdit }: FormProps) {
  const { root, source, locked } = useMemo(() => {
    const readable = lastOf(value);
    const source = {
      value: readable,
      findings: computed(() => assign(contract.inputs, readable.value, diagnostics.value)),
      choices: computed(() => byPath(choices.value)),
      edit: onEdit,
    };
    const locked = computed(() => value.value === undefined || readOnly?.value === true);
    return { source, root: rootPlace(source, contract.inputs), locked };
  }, [contract, value, diagnostics, choices, readOnly, onEdit]);

  return (
    <div class="form">
      <Overview source={source} text={value} />
      <Lock locked={locked}>
        <Root root={root} />
      </Lock>
    </div>
  );
}

function Root({ root }: { root: Place }) {
  return root.odd.value && root.shown.value !== null ? <Odd place={root} /> : <Fields of={root} />;
}

function Lock({ locked, children }: { locked: ReadonlySignal<boolean>; children: ComponentChildren }) {
  return (
    <fieldset class="form-lock" disabled={locked.value} aria-label="Inputs">
      {children}
    </fieldset>
  );
}

// lastOf keeps showing the last value while there is none.
function lastOf(value: ReadonlySignal<Value | undefined>): ReadonlySignal<Value | undefined> {
  let last: Value | undefined;
  return computed(() => (last = value.value === undefined ? last : value.value));
}
