import { useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { KubernetesObject } from "../contract";
import { cluster } from "./cluster";
import type { Box, Drawing, Label, Line, Point } from "./drawing";
import { layout } from "./layout";
import { type Item, outline, summary } from "./outline";

// Picture draws what the objects are in a cluster, from the objects alone.
export function Picture({ objects }: { objects: KubernetesObject[] }) {
  const facts = useMemo(() => cluster(objects), [objects]);
  const drawing = useMemo(() => layout(facts), [facts]);
  const items = useMemo(() => outline(facts), [facts]);
  if (facts.namespaces.length === 0) return <p class="picture-empty">There are no objects.</p>;
  return (
    <figure class="picture">
      {/* A wide picture scrolls, also by keyboard. */}
      <div class="picture-scroll" role="region" aria-label="Picture of the objects" tabIndex={0}>
        <Svg drawing={drawing} description={summary(facts)} />
      </div>
      <details class="picture-text">
        <summary>As text</summary>
        <List items={items} />
      </details>
    </figure>
  );
}

function Svg({ drawing, description }: { drawing: Drawing; description: string }) {
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const { width, height, boxes, lines, labels } = drawing;
  const frames = boxes.filter(({ look }) => look === "namespace");
  const others = boxes.filter(({ look }) => look !== "namespace");
  // In rem, so that the picture grows with the reader's font size.
  useLayoutEffect(() => svg.current!.style.setProperty("--natural-width", `${width / 16}rem`), [width]);
  return (
    <svg ref={svg} role="img" aria-labelledby={`${id}-title ${id}-description`} viewBox={`0 0 ${width} ${height}`}>
      <title id={`${id}-title`}>What runs, what it is attached to and what it may connect to</title>
      <desc id={`${id}-description`}>{description} The same is under “As text”.</desc>
      {frames.map(rect)}
      {others.map(rect)}
      {lines.map(line)}
      {labels.map(label)}
    </svg>
  );
}

function rect({ x, y, width, height, look, state }: Box) {
  return <rect class={`box ${look} ${state ?? ""}`} x={x} y={y} width={width} height={height} rx={look === "peer" ? 14 : 6} />;
}

function line({ points, look, end, crossed }: Line) {
  const [x, y] = points[points.length - 1]!;
  return (
    <g class={`line ${look}`}>
      <polyline points={points.map((point) => point.join(",")).join(" ")} />
      {end === "arrow" && <path class="tip" d={tip(points)} />}
      {end === "dot" && <circle class="tip" cx={x} cy={y} r={4} />}
      {crossed && <path class="cross" d={`M${crossed[0] - 7},${crossed[1] - 7}l14,14m0,-14l-14,14`} />}
    </g>
  );
}

// tip is an arrow's, which points to the right or down.
function tip(points: readonly Point[]): string {
  const [[fromX], [x, y]] = points.slice(-2) as [Point, Point];
  return `M${x},${y}${fromX < x ? "l-8,-4.5v9z" : "l-4.5,-8h9z"}`;
}

function label({ x, y, text, full, look }: Label) {
  return (
    <text class={look} x={x} y={y}>
      {text}
      {full !== undefined && <title>{full}</title>}
    </text>
  );
}

function List({ items }: { items: readonly Item[] }) {
  return (
    <ul>
      {items.map(({ text, items }) => (
        <li>
          {text}
          {items.length > 0 && <List items={items} />}
        </li>
      ))}
    </ul>
  );
}
