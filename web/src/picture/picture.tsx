import { useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { KubernetesObject, Rendered } from "../contract";
import { Download } from "../results/clipboard";
import { ofNewest, Withheld } from "../results/withheld";
import type { Result } from "../state";
import { Ask } from "./ask";
import { cluster } from "./cluster";
import type { Box, Drawing, Label, Line, Point } from "./drawing";
import { inlined, png } from "./file";
import { layout } from "./layout";
import { type Item, outline, summary } from "./outline";
import type { Ref } from "./ref";

// Picture draws what the objects are in a cluster, from the objects alone,
// and leads from each to its manifest.
export function Picture({ objects, go }: { objects: KubernetesObject[]; go(to: Ref): void }) {
  const facts = useMemo(() => cluster(objects), [objects]);
  const drawing = useMemo(() => layout(facts), [facts]);
  const items = useMemo(() => outline(facts), [facts]);
  const leads = useMemo(() => {
    const there = new Set(objects.map(({ kind, metadata }) => keyOf({ kind, namespace: metadata?.namespace ?? "", name: metadata?.name })));
    return (of: Ref | undefined) => of !== undefined && there.has(keyOf(of));
  }, [objects]);
  const scroll = useRef<HTMLDivElement>(null);
  // In rem, so that the picture grows with the reader's font size.
  useLayoutEffect(() => scroll.current?.style.setProperty("--natural-width", `${drawing.width / 16}rem`), [drawing]);
  if (facts.namespaces.length === 0) return <p class="picture-empty">There are no objects.</p>;
  return (
    <figure class="picture">
      <div class="toolbar">
        <p>
          <Withheld />
        </p>
        <Download label="Download SVG" what="of the picture" name="picture.svg" isResult content={ofNewest(svgFile)} />
        <Download label="Download PNG" what="of the picture" name="picture.png" isResult content={ofNewest(pngFile)} />
      </div>
      {/* A wide picture scrolls, also by keyboard. */}
      <div ref={scroll} class="picture-scroll" role="region" aria-label="Picture of the objects" tabIndex={0}>
        <Svg drawing={drawing} description={`${summary(facts)} The same is under “As text”.`} leads={leads} go={go} />
      </div>
      <details class="picture-text">
        <summary>As text</summary>
        <List items={items} leads={leads} go={go} />
      </details>
      <Ask objects={objects} facts={facts} go={go} />
    </figure>
  );
}

const keyOf = ({ kind, namespace, name }: Pick<Ref, "kind" | "namespace" | "name">) => JSON.stringify([kind, namespace, name]);

interface Leading {
  leads(of: Ref | undefined): boolean;
  go(to: Ref): void;
}

function Svg({ drawing, description, leads, go }: { drawing: Drawing; description: string } & Leading) {
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const { width, height, boxes, lines, labels } = drawing;
  const frames = boxes.filter(({ look }) => look === "namespace");
  const others = boxes.filter(({ look }) => look !== "namespace");
  // The words in a box are beside it in the tree, so a click is looked up by its place. The
  // keyboard has the same ways under “As text”.
  const onClick = ({ clientX, clientY }: MouseEvent) => {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.current!.getScreenCTM()!.inverse());
    const hit = boxes.filter((box) => leads(box.of) && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height);
    hit.sort((a, b) => a.width * a.height - b.width * b.height);
    if (hit[0]) go(hit[0].of!);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has the same ways as buttons, under “As text”
    <svg ref={svg} onClick={onClick} role="img" aria-labelledby={`${id}-title ${id}-description`} viewBox={`0 0 ${width} ${height}`}>
      <title id={`${id}-title`}>What runs, what it is attached to and what it may connect to</title>
      <desc id={`${id}-description`}>{description}</desc>
      {frames.map((box) => rect(box, false))}
      {others.map((box) => rect(box, leads(box.of)))}
      {lines.map(line)}
      {labels.map(label)}
    </svg>
  );
}

// svgFile is the picture as a file of its own, in light colours.
function svgFile({ objects }: Result): Blob {
  return new Blob([standalone(objects)], { type: "image/svg+xml" });
}

async function pngFile({ objects }: Result): Promise<Blob> {
  return png(standalone(objects));
}

function standalone(objects: Rendered[]): string {
  const facts = cluster(objects.map(({ body }) => body));
  return inlined(<Svg drawing={layout(facts)} description={summary(facts)} leads={() => false} go={() => undefined} />);
}

function rect({ x, y, width, height, look, state }: Box, leads: boolean) {
  return (
    <rect
      class={`box ${look} ${state ?? ""} ${leads ? "leads" : ""}`}
      x={x}
      y={y}
      width={width}
      height={height}
      rx={look === "peer" ? 14 : 6}
    />
  );
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

function List({ items, leads, go }: { items: readonly Item[] } & Leading) {
  return (
    <ul>
      {items.map(({ text, items, of }) => (
        <li>
          {leads(of) ? (
            <button type="button" class="picture-way" onClick={() => go(of!)}>
              {text}
            </button>
          ) : (
            text
          )}
          {items.length > 0 && <List items={items} leads={leads} go={go} />}
        </li>
      ))}
    </ul>
  );
}
