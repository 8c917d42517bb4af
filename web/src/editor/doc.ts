// What the contract says about a place, as an element of a tooltip.
export function docOf(sayings: string[]): HTMLElement {
  const doc = document.createElement("div");
  doc.className = "doc";
  for (const saying of sayings) {
    const paragraph = doc.appendChild(document.createElement("p"));
    // A doc comment has its code in backticks.
    saying.split(/`([^`]+)`/).forEach((part, i) => {
      if (i % 2 === 0) paragraph.append(part);
      else paragraph.appendChild(document.createElement("code")).append(part);
    });
  }
  return doc;
}
