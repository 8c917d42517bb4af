import { useSignal, useSignalEffect } from "@preact/signals";
import { useId } from "preact/hooks";
import { list } from "../words";
import { asked, callText, hasTemplate, inTemplate, needs } from "./call";
import { Copy, Download } from "./clipboard";
import { Code } from "./code";
import { fallback, oddity, source } from "./source";
import { ofNewest, Withheld } from "./withheld";

// ModuleCall is the call of the module, which is asked for while it is looked at.
export function ModuleCall() {
  const shown = useSignal("");
  useSignalEffect(() => {
    const of = asked.value;
    void callText(of[0]!).then((text) => {
      if (text !== undefined && of === asked.peek()) shown.value = text;
    });
  });
  return (
    <>
      <div class="toolbar">
        <p>
          Put this into the template. <Needs /> <Withheld />
        </p>
        <Copy what="the module call" isResult text={ofNewest(callText)} />
        <Download what="the module call" name="main.tf" isResult content={ofNewest(callText)} />
      </div>
      <Source />
      <Code label="Module call" text={shown.value} />
    </>
  );
}

function Needs() {
  if (needs.value.length === 0) return null;
  return <>It must have {list(needs.value)}.</>;
}

function Source() {
  const id = useId();
  return (
    <div class="toolbar">
      <label>
        Source{" "}
        <input
          type="text"
          class="form-text"
          value={source}
          placeholder={fallback}
          aria-describedby={`${id}-help ${id}-odd`}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => (source.value = currentTarget.value)}
        />
      </label>
      {hasTemplate.value && (
        <label>
          <input type="checkbox" checked={inTemplate} onChange={({ currentTarget }) => (inTemplate.value = currentTarget.checked)} />
          With the template's expressions
        </label>
      )}
      <p id={`${id}-help`} class="muted source-help">
        The source must point to the directory with the module's files (see Module files): a path from the template, as ./modules/workspace,
        a git address with <code>{"//"}</code> before the directory and <code>?ref=</code>, or a registry.
      </p>
      <p id={`${id}-odd`} class="source-odd" role="status">
        {oddity(source.value.trim())}
      </p>
    </div>
  );
}
