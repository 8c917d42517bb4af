// Who may be asked about: the workloads of the picture, and the peers of their rules.
import type { Cluster } from "./cluster";
import type { Other } from "./question";
import type { Pods } from "./traffic";
import { peerWords } from "./words";

export interface Choice {
  readonly words: string;
  readonly other: Other;
}

export function choices(running: readonly Pods[], facts: Cluster): Choice[] {
  const workloads = running.map((pods) => ({ words: podsWords(pods), other: { pods } }));
  const selected = new Map<string, Choice>();
  for (const { direction, peer } of peersOf(facts)) {
    if (peer.kind !== "pods") continue;
    const { pods, namespaces } = peer;
    const { name, details } = peerWords({ ...peer, matches: [] }, direction);
    const words = [name, ...details].join(", ");
    selected.set(words, { words, other: { selected: { pods, namespaces } } });
  }
  return [...workloads, ...selected.values()];
}

export const podsWords = ({ name, namespace }: Pods): string => (namespace === "" ? name : `${name}, in namespace ${namespace}`);

// blocks are those that the rules have.
export function blocks(facts: Cluster): string[] {
  return [...new Set(peersOf(facts).flatMap(({ peer }) => (peer.kind === "addresses" ? [peer.cidr, ...peer.except] : [])))];
}

const peersOf = ({ namespaces }: Cluster) =>
  namespaces.flatMap(({ workloads }) =>
    workloads.flatMap((workload) =>
      (["egress", "ingress"] as const).flatMap((direction) => workload[direction].flows.map(({ peer }) => ({ direction, peer }))),
    ),
  );
