// The columns of the picture: who connects, what a pod is attached to, the pod with a
// column for each container, and what it connects to.
import type { Cluster } from "./cluster";

export const margin = 16;
export const gap = 12;
export const cardWidth = 236;
export const peerWidth = 204;
export const containerWidth = 228;

const channel = 138; // for the connections and their ports
const frame = 16; // around what is in a namespace
const wires = 40; // from the cards to the pod

export interface Columns {
  readonly peersIn: number;
  readonly frame: number;
  readonly cards: number;
  readonly pod: number;
  readonly frameEnd: number;
  readonly peersOut: number;
  readonly end: number;
}

export function columns({ namespaces }: Cluster): Columns {
  const workloads = namespaces.flatMap(({ workloads }) => workloads);
  const most = workloads.reduce((most, { containers }) => Math.max(most, containers.length), 1);
  const left = workloads.length === 0 ? margin : margin + peerWidth + channel;
  const cards = left + frame;
  const pod = cards + cardWidth + wires;
  const frameEnd = pod + podWidth(most) + frame;
  const peersOut = frameEnd + channel;
  return {
    peersIn: margin,
    frame: left,
    cards,
    pod,
    frameEnd,
    peersOut,
    end: workloads.length === 0 ? frameEnd : peersOut + peerWidth,
  };
}

export function podWidth(containers: number): number {
  return gap + Math.max(1, containers) * (containerWidth + gap);
}

export function containerX(pod: number, index: number): number {
  return pod + gap + index * (containerWidth + gap);
}
