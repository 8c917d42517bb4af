// The picture as a file: what the page's style makes of it becomes attributes, so that any
// program shows it alike.
import { render, type VNode } from "preact";

const shape = ["fill", "stroke", "stroke-width", "stroke-dasharray"];
const styled: { [element: string]: string[] } = {
  rect: shape,
  polyline: shape,
  path: shape,
  circle: shape,
  text: ["fill", "font-family", "font-size", "font-weight"],
};

// inlined is an SVG as it is in light colours, whatever the page has.
export function inlined(svg: VNode): string {
  const place = document.createElement("div");
  place.className = "picture picture-file";
  document.body.append(place);
  try {
    render(svg, place);
    const drawn = place.querySelector("svg")!;
    const elements = [...drawn.querySelectorAll<SVGElement>("*")];
    const looks = elements.map(lookOf); // all of them before any changes
    elements.forEach((element, i) => {
      const look = looks[i]!;
      if (look === undefined) element.remove();
      else for (const [name, value] of look) element.setAttribute(name, value);
      element.removeAttribute("class");
    });
    frame(drawn, getComputedStyle(place).backgroundColor);
    return `${new XMLSerializer().serializeToString(drawn)}\n`;
  } finally {
    render(null, place);
    place.remove();
  }
}

// lookOf are the attributes that an element's style comes to; undefined when it is not seen.
function lookOf(element: SVGElement): [name: string, value: string][] | undefined {
  const style = getComputedStyle(element);
  if (style.display === "none" && element.tagName in styled) return undefined;
  return (styled[element.tagName] ?? []).flatMap((name) => {
    const value = style.getPropertyValue(name).replace(/(\d)px/g, "$1");
    return value === initial[name] ? [] : [[name, value] as [string, string]];
  });
}

const initial: { [name: string]: string } = { stroke: "none", "stroke-width": "1", "stroke-dasharray": "none", "font-weight": "400" };

// frame makes a file of an SVG: its size, and what is behind it.
function frame(svg: SVGSVGElement, background: string): void {
  const { width, height } = svg.viewBox.baseVal;
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  const behind = document.createElementNS(svg.namespaceURI!, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: background })) behind.setAttribute(name, value);
  svg.querySelector("desc")!.after(behind);
}

// What every browser can draw, in pixels.
const mostSide = 1 << 14;
const mostArea = 1 << 26;

// png draws an SVG, twice as large where that is possible, for screens with fine pixels.
export async function png(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const { width, height } = image;
  const scale = Math.min(2, mostSide / Math.max(width, height), Math.sqrt(mostArea / (width * height)));
  if (scale < 0.5) throw new Error("it is too large for a PNG, take the SVG");
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(width * scale);
  canvas.height = Math.floor(height * scale);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser cannot make a PNG"))), "image/png");
  });
}
