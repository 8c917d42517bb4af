// What a pod may connect to: a column beside its namespace, with a line that comes out
// of the pod and leads to each peer.
import { type Columns, inset, peerWidth } from "./columns";
import { boxHeight, heightOf, type Sheet } from "./drawing";
import { heading, pills } from "./peers";
import type { Traffic } from "./traffic";
import { verdict } from "./words";

// drawEgress returns where the peers end. The line leaves the pod at a place of its right
// side.
export function drawEgress(sheet: Sheet, traffic: Traffic, places: Columns, top: number, pod: number, exit: number): number {
  const passage = verdict(traffic);
  const title = heading("egress", traffic, peerWidth);
  sheet.write(title, places.peers, top);

  const turn = places.frameEnd + inset;
  let y = top + heightOf(title) + 8;
  let last = exit;
  for (const { rows, ports, of } of pills("egress", traffic, peerWidth - 10)) {
    const box = { x: places.peers, y: y + heightOf(ports) + 3, width: peerWidth, height: boxHeight(rows) };
    const middle = box.y + box.height / 2;
    sheet.write(ports, box.x + 10, y);
    sheet.put({ ...box, look: "peer", state: passage, of }, rows);
    sheet.lines.push({
      points: [
        [turn, middle],
        [box.x, middle],
      ],
      look: passage,
      end: "arrow",
      crossed: passage === "denied" ? [turn, (exit + middle) / 2] : undefined,
    });
    last = middle;
    y = box.y + box.height + 12;
  }
  sheet.lines.push({
    points: [
      [pod, exit],
      [turn, exit],
      [turn, last],
    ],
    look: passage,
  });
  return y - 12;
}
