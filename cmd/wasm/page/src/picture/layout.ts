// The picture in coordinates: a frame a namespace, in it a band a workload, and beneath
// them the other objects.
import type { Cluster, Namespace, Other } from "./cluster";
import { cardWidth, columns, gap, margin, type Columns } from "./columns";
import { block, boxHeight, details, padding, Sheet, type Drawing } from "./drawing";
import { drawWorkload } from "./band";
import { namespaceWords } from "./words";

const title = 32; // of a namespace; the headings of peers are beside it
const apart = 28;

export function layout(cluster: Cluster): Drawing {
  const sheet = new Sheet();
  const places = columns(cluster);
  let y = margin;
  for (const namespace of cluster.namespaces) y = drawNamespace(sheet, namespace, places, y) + apart;
  return {
    width: places.end + margin,
    height: Math.max(y - apart, margin) + margin,
    boxes: sheet.boxes,
    lines: sheet.lines,
    labels: sheet.labels,
  };
}

function drawNamespace(sheet: Sheet, namespace: Namespace, places: Columns, top: number): number {
  const width = places.frameEnd - places.frame;
  // The frame is the background of what is in it.
  const frame = sheet.boxes.push({ x: places.frame, y: top, width, height: 0, look: "namespace" }) - 1;
  sheet.write(block("caption", namespaceWords(namespace), width - 2 * padding), places.cards, top + 9);
  let y = top + (namespace.workloads.length === 0 ? title : gap);
  let bottom = y;
  for (const workload of namespace.workloads) {
    const ends = drawWorkload(sheet, workload, places, y);
    y = ends.peers + apart;
    bottom = ends.frame;
  }
  if (namespace.others.length > 0) {
    const start = namespace.workloads.length === 0 ? y : bottom + apart;
    bottom = drawOthers(sheet, namespace.others, places, start);
  }
  sheet.boxes[frame] = { x: places.frame, y: top, width, height: bottom + gap - top, look: "namespace" };
  return Math.max(bottom + gap, y - apart);
}

function drawOthers(sheet: Sheet, others: readonly Other[], places: Columns, top: number): number {
  const room = cardWidth - 2 * padding;
  const inner = places.frameEnd - places.cards - gap;
  const each = Math.max(1, Math.floor((inner + gap) / (cardWidth + gap)));
  sheet.write(block("caption", "Other objects", inner), places.cards, top);
  let y = top + 22;
  for (let row = 0; row < others.length; row += each) {
    const blocks = others
      .slice(row, row + each)
      .map((other) => [
        ...block("caption", other.kind, room),
        ...block("name", other.name, room, 2),
        ...details(other.details, room, 3),
      ]);
    const height = Math.max(...blocks.map(boxHeight));
    blocks.forEach((rows, index) => {
      sheet.put({ x: places.cards + index * (cardWidth + gap), y, width: cardWidth, height, look: "card" }, rows);
    });
    y += height + gap;
  }
  return y - gap;
}
