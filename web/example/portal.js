// A portal with the preview as a part of it: what is written there is what it orders.
const preview = document.querySelector("base-k8s-preview");
const order = document.querySelector("#order");
const said = document.querySelector("#said");

preview.input = "workspace_name: dev\nowner: alice # who has signed in\n";

preview.addEventListener("preview-input", () => {
  order.disabled = true; // until the contract has accepted it
});
preview.addEventListener("preview-result", ({ detail: { accepted, diagnostics } }) => {
  order.disabled = !accepted;
  const [first] = diagnostics;
  said.textContent = accepted ? "It can be ordered." : `It cannot be ordered: ${first?.summary}`;
});
preview.addEventListener("preview-failure", ({ detail }) => {
  order.disabled = true;
  said.textContent = `The preview does not run: ${detail.message}`;
});

document.querySelector("#look").addEventListener("change", ({ target }) => {
  preview.readOnly = target.checked;
});
order.addEventListener("click", () => {
  said.textContent = "Ordered."; // that is: preview.input goes to whoever makes it
});
