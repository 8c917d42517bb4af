// Who may connect to a pod: a band above its namespace, with rows of peers whose lines
// join and lead down into the pod.
import { type Columns, gap, inset, margin, peerWidth } from "./columns";
import { boxHeight, heightOf, type Passage, type Point, type Sheet } from "./drawing";
import { heading, type Pill, pills } from "./peers";
import type { Traffic } from "./traffic";
import { verdict } from "./words";

const stem = 24; // from the left side of a peer to its line
const wire = 10; // from the line to its ports

// drawIngress returns where the frame of the namespace begins.
export function drawIngress(sheet: Sheet, traffic: Traffic, places: Columns, top: number): number {
  const passage = verdict(traffic);
  const title = heading("ingress", traffic, places.pod - margin - gap);
  sheet.write(title, margin, top);

  const all = pills("ingress", traffic, peerWidth - stem - wire);
  const each = Math.max(1, Math.floor((places.end - places.pod + gap) / (peerWidth + gap)));
  const joints: number[] = [];
  let y = top;
  for (let from = 0; from < all.length; from += each) {
    const joint = drawRow(sheet, all.slice(from, from + each), passage, places.pod, y);
    joints.push(joint);
    y = joint + gap;
  }

  const last = joints[joints.length - 1]!;
  const frame = Math.max(last + gap, top + heightOf(title) + gap);
  const entry = places.pod + stem;
  sheet.lines.push({
    points: [
      [entry, last],
      [entry, frame + inset],
    ],
    look: passage,
    end: "arrow",
    crossed: passage === "denied" ? [entry, last] : undefined,
  });
  if (joints.length > 1) {
    // The lines of the rows above pass those below at their left side.
    const rail = places.pod - gap / 2;
    for (const joint of joints)
      sheet.lines.push({
        points: [
          [rail, joint],
          [entry, joint],
        ],
        look: passage,
      });
    sheet.lines.push({
      points: [
        [rail, joints[0]!],
        [rail, last],
      ],
      look: passage,
    });
  }
  return frame;
}

// drawRow returns the height at which the lines of its peers join.
function drawRow(sheet: Sheet, row: readonly Pill[], passage: Passage, x: number, y: number): number {
  const height = Math.max(...row.map(({ rows }) => boxHeight(rows)));
  const joint = y + height + Math.max(...row.map(({ ports }) => heightOf(ports))) + 10;
  row.forEach(({ rows, ports, of }, index) => {
    const left = x + index * (peerWidth + gap);
    const down: Point[] = [
      [left + stem, y + height],
      [left + stem, joint],
    ];
    sheet.put({ x: left, y, width: peerWidth, height, look: "peer", state: passage, of }, rows);
    sheet.write(ports, left + stem + wire, y + height + 3);
    sheet.lines.push({ points: index === 0 ? down : [...down, [x + stem, joint]], look: passage });
  });
  return joint;
}
