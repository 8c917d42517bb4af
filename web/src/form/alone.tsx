import type { ComponentChildren } from "preact";

// Alone is a form around one text control. At each key press Chromium's autofill reads
// all the controls of the form that the control is in, which for a whole page of them
// takes longer than everything that the page does itself. There is nothing to submit.
export function Alone({ children }: { children: ComponentChildren }) {
  return (
    <form class="form-alone" autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}
