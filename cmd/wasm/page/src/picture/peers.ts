// The peers of a pod in one direction: a pill each, joined by a line that leads into the
// pod or comes out of it.
import { peerWidth } from "./columns";
import { block, boxHeight, details, heightOf, padding, type Block, type Passage, type Sheet } from "./drawing";
import { portsWords } from "./ports";
import type { Direction, Traffic } from "./traffic";
import { deniedWords, directionWords, peerWords, unrestrictedWords, verdict, type PeerWords } from "./words";

// Side is where the peers of a direction are.
export interface Side {
  readonly x: number; // of the pills
  readonly turn: number; // where their lines join
  readonly pod: number; // the side of the pod
  readonly arrow: number; // the height at which the line meets the pod
  readonly top: number;
}

const room = peerWidth - 2 * padding;

export function drawTraffic(sheet: Sheet, direction: Direction, traffic: Traffic, side: Side): number {
  const passage = verdict(traffic);
  const heading = [
    ...block("caption", directionWords[direction], peerWidth),
    ...block("detail", policyWords(traffic), peerWidth),
  ];
  sheet.write(heading, side.x, side.top);

  const inward = direction === "ingress";
  const pill = inward ? side.x + peerWidth : side.x; // the side that faces the pod
  const channel = Math.abs(pill - side.turn);
  let y = side.top + heightOf(heading) + 8;
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { words, ports } of peers(direction, traffic)) {
    const rows: Block = [...block("name", words.name, room, 3), ...details(words.details, room, 5)];
    const label = ports.flatMap((port) => block("detail", port, channel - 24, 3));
    const height = boxHeight(rows);
    const free = y + Math.max(height / 2, heightOf(label) + 3);
    // A small bend would look like a mistake.
    const middle = free < side.arrow + 7 && free > side.arrow - 14 ? side.arrow : free;
    sheet.put({ x: side.x, y: middle - height / 2, width: peerWidth, height, look: "peer", state: passage }, rows);
    sheet.write(label, inward ? pill + 8 : side.turn + 10, middle - heightOf(label) - 2);
    const crossed = passage === "denied" ? ([(pill + side.turn) / 2 + 24, middle] as const) : undefined;
    if (inward) sheet.lines.push({ points: [[pill, middle], [side.turn, middle]], look: passage, crossed });
    else sheet.lines.push({ points: [[side.turn, middle], [pill, middle]], look: passage, end: "arrow", crossed });
    first = Math.min(first, middle);
    last = middle;
    y = middle + height / 2 + 10;
  }
  const from = Math.min(first, side.arrow);
  const to = Math.max(last, side.arrow);
  if (from < to) sheet.lines.push({ points: [[side.turn, from], [side.turn, to]], look: passage });
  if (inward) {
    sheet.lines.push({ points: [[side.turn, side.arrow], [side.pod, side.arrow]], look: passage, end: "arrow" });
  } else {
    sheet.lines.push({ points: [[side.pod, side.arrow], [side.turn, side.arrow]], look: passage });
  }
  return y - 10;
}

function peers(direction: Direction, traffic: Traffic): { words: PeerWords; ports: string[] }[] {
  const passage: Passage = verdict(traffic);
  if (passage === "unrestricted") return [{ words: unrestrictedWords(direction), ports: ["all ports"] }];
  if (passage === "denied") return [{ words: deniedWords[direction], ports: ["refused"] }];
  return traffic.flows.map(({ peer, ports }) => ({ words: peerWords(peer, direction), ports: portsWords(ports) }));
}

function policyWords({ policies }: Traffic): string {
  if (policies.length === 0) return "no NetworkPolicy";
  if (policies.length === 1) return `by ${policies[0]}`;
  return `by ${policies.length} policies: ${policies.join(", ")}`;
}
