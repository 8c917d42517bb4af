// What the contract says about a place, as an element of a tooltip.
import { partsOf } from "../words";

export function docOf(sayings: string[]): HTMLElement {
  const doc = document.createElement("div");
  doc.className = "doc";
  for (const saying of sayings) {
    const paragraph = doc.appendChild(document.createElement("p"));
    for (const { part, isCode } of partsOf(saying))
      (isCode ? paragraph.appendChild(document.createElement("code")) : paragraph).append(part);
  }
  return doc;
}
