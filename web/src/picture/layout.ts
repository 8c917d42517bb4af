// The picture in coordinates. From top to bottom and from left to right: who may connect
// to a workload, the workload in the frame of its namespace, and what it may connect to.
// A frame holds one workload, because the peers around it are outside of the namespace.

import { drawWorkload } from "./band";
import type { Cluster, Namespace } from "./cluster";
import { type Columns, cardWidth, columns, gap, inset, margin, podWidth } from "./columns";
import { type Block, block, boxHeight, type Drawing, details, heightOf, padding, Sheet } from "./drawing";
import { drawEgress } from "./egress";
import { drawIngress } from "./ingress";
import { refOf } from "./ref";
import { namespaceWords } from "./words";

const apart = 28;
const exit = 30; // from the top of a pod to the line out of it

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
  const { workloads, others } = namespace;
  const title = block("caption", namespaceWords(namespace), places.pod - places.cards, 3);
  if (workloads.length === 0) {
    const bottom = drawOthers(sheet, namespace, places, top + heightOf(title) + inset);
    return drawFrame(sheet, title, places, top, bottom);
  }
  let y = top;
  workloads.forEach((workload, index) => {
    const frame = drawIngress(sheet, workload.ingress, places, y);
    const pod = frame + inset;
    let bottom = drawWorkload(sheet, workload, places, pod, pod + heightOf(title) + 4);
    if (index === workloads.length - 1 && others.length > 0) bottom = drawOthers(sheet, namespace, places, bottom + apart);
    const end = places.pod + podWidth(places.container, workload.containers.length);
    const peers = drawEgress(sheet, workload.egress, places, frame, end, pod + exit);
    y = Math.max(drawFrame(sheet, title, places, frame, bottom), peers) + apart;
  });
  return y - apart;
}

// drawFrame returns where it ends.
function drawFrame(sheet: Sheet, title: Block, places: Columns, top: number, bottom: number): number {
  const end = bottom + inset;
  sheet.boxes.push({ x: margin, y: top, width: places.frameEnd - margin, height: end - top, look: "namespace" });
  sheet.write(title, places.cards, top + 9);
  return end;
}

function drawOthers(sheet: Sheet, { name: namespace, others }: Namespace, places: Columns, top: number): number {
  const room = cardWidth - 2 * padding;
  const inner = places.frameEnd - places.cards - inset;
  const each = Math.max(1, Math.floor((inner + gap) / (cardWidth + gap)));
  sheet.write(block("caption", "Other objects", inner), places.cards, top);
  let y = top + 22;
  for (let row = 0; row < others.length; row += each) {
    const drawn = others.slice(row, row + each);
    const blocks = drawn.map((other) => [
      ...block("caption", other.kind, room, 2),
      ...block("name", other.name, room, 3),
      ...details(other.details, room, 3),
    ]);
    const height = Math.max(...blocks.map(boxHeight));
    blocks.forEach((rows, index) => {
      const of = refOf(drawn[index]!, { namespace });
      sheet.put({ x: places.cards + index * (cardWidth + gap), y, width: cardWidth, height, look: "card", of }, rows);
    });
    y += height + gap;
  }
  return y - gap;
}
