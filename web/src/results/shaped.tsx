// The way from a manifest to the inputs that shape it.
import { useSignal } from "@preact/signals";
import type { Rendered } from "../contract";
import { lazy } from "../lazy";

const ShapedBy = lazy(async () => (await import("../later")).ShapedBy);

export function Shaped({ object }: { object: Rendered }) {
  const open = useSignal(false);
  return (
    <details class="shaped" onToggle={({ currentTarget }) => (open.value = currentTarget.open)}>
      <summary>Shaped by</summary>
      {open.value && <ShapedBy object={object} />}
    </details>
  );
}
