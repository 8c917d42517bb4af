// The columns of the picture: what a pod is attached to, the pod with a column for each
// container, and what it connects to. Who connects to it is above.
import type { Cluster } from "./cluster";

export const margin = 10;
export const gap = 12;
export const inset = 12; // of what is in a namespace from its frame
export const cardWidth = 184;
export const peerWidth = 190;

const wires = 18; // from the cards to the pod
const channel = 28; // from a namespace to the peers beside it

export interface Columns {
  readonly cards: number;
  readonly pod: number;
  readonly container: number; // the width of one
  readonly frameEnd: number;
  readonly peers: number;
  readonly end: number;
}

export function columns({ namespaces }: Cluster): Columns {
  const workloads = namespaces.flatMap(({ workloads }) => workloads);
  const most = workloads.reduce((most, { containers }) => Math.max(most, containers.length), 1);
  // Two narrow ones fit into a pane, three when the picture shrinks, and one alone need not
  // be narrow.
  const container = most === 1 ? 232 : most === 2 ? 180 : 168;
  const cards = margin + inset;
  const pod = cards + cardWidth + wires;
  const frameEnd = pod + podWidth(container, most) + inset;
  const peers = frameEnd + channel;
  return { cards, pod, container, frameEnd, peers, end: workloads.length === 0 ? frameEnd : peers + peerWidth };
}

export function podWidth(container: number, count: number): number {
  return gap + Math.max(1, count) * (container + gap);
}

export function containerX({ pod, container }: Columns, index: number): number {
  return pod + gap + index * (container + gap);
}
