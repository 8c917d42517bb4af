// The input as a form, made from the contract alone.
import { computed, type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Choice, Contract, Diagnostic } from "../contract";
import type { Step, Value } from "../value";
import { stable } from "./derive";
import { Find } from "./find";
import { assign, sameFindings } from "./findings";
import { follow } from "./following";
import { Odd } from "./odd";
import { Overview } from "./overview";
import { type Place, rootPlace } from "./place";
import { byPath } from "./refusals";
import { Sections } from "./section";
import { arrange } from "./sections";

export interface FormProps {
  contract: Contract;
  // The whole input, or the last one that could be read while it is stale.
  value: ReadonlySignal<Value>;
  diagnostics: ReadonlySignal<Diagnostic[]>;
  choices: ReadonlySignal<Choice[]>;
  stale: ReadonlySignal<boolean>;
  // locked is whether nothing can be changed.
  locked: ReadonlySignal<boolean>;
  // Sets the value at a path of the input, or removes it when it is undefined.
  onEdit(path: Step[], value: Value | undefined): void;
}

export function Form({ contract, value, diagnostics, choices, stale, locked, onEdit }: FormProps) {
  const { root, source } = useMemo(() => {
    const arrangement = arrange(contract.inputs);
    const source = {
      value,
      findings: stable(() => assign(contract.inputs, value.value, diagnostics.value), sameFindings),
      choices: computed(() => byPath(choices.value)),
      arrangement,
      matches: follow(contract.inputs, arrangement, value),
      edit: onEdit,
    };
    return { source, root: rootPlace(source, contract.inputs) };
  }, [contract, value, diagnostics, choices, onEdit]);

  const busy = useSignal(false);
  return (
    <div class="form" aria-busy={busy}>
      <Find matches={source.matches} />
      <Overview source={source} stale={stale} locked={locked} />
      <Lock stale={stale} locked={locked}>
        <Root root={root} busy={busy} />
      </Lock>
    </div>
  );
}

function Root({ root, busy }: { root: Place; busy: Signal<boolean> }) {
  return root.odd.value && root.shown.value !== null ? <Odd place={root} /> : <Sections root={root} busy={busy} />;
}

function Lock({ stale, locked, children }: Pick<FormProps, "stale" | "locked"> & { children: ComponentChildren }) {
  return (
    <fieldset class={stale.value ? "form-lock form-stale" : "form-lock"} disabled={locked.value} aria-label="Inputs">
      {children}
    </fieldset>
  );
}
