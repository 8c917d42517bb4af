// Parts of the page that are loaded when they are first shown.
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

// lazy is a component that load loads.
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): (props: Props) => preact.JSX.Element {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const part = useSignal(loaded ? { is: loaded } : undefined);
    const problem = useSignal("");
    useEffect(() => {
      if (loaded) return;
      load().then(
        (component) => {
          loaded = component;
          part.value = { is: loaded };
        },
        (error: unknown) => (problem.value = String(error)),
      );
    }, []);
    if (problem.value) return <p role="alert">This part of the page cannot be loaded: {problem.value}</p>;
    const Part = part.value?.is;
    return Part ? <Part {...props} /> : <p role="status">Loading …</p>;
  };
}
