// The words that the picture and its text have in common.
import type { Attachment } from "./attachment";
import type { Namespace, Workload } from "./cluster";
import { type Selector, selectorWords } from "./selector";
import { type Direction, type Match, namespaceNameLabel, type Peer, type Traffic } from "./traffic";

export function namespaceWords({ name }: Namespace): string {
  return name === "" ? "no namespace given" : `Namespace ${name}`;
}

export interface PeerWords {
  readonly name: string;
  readonly details: readonly string[];
}

export function peerWords(peer: Peer, direction: Direction): PeerWords {
  switch (peer.kind) {
    case "anyone":
      return { name: anyone[direction], details: ["every pod and address"] };
    case "addresses": {
      const except = peer.except.map((cidr) => `except ${cidr}`);
      if (peer.cidr === "0.0.0.0/0") return { name: peer.cidr, details: ["every IPv4 address", ...except] };
      if (peer.cidr === "::/0") return { name: peer.cidr, details: ["every IPv6 address", ...except] };
      return { name: peer.cidr || "no address", details: except };
    }
    case "pods": {
      const name = peer.pods.length === 0 ? "every pod" : `pods ${selectorWords(peer.pods)}`;
      return { name, details: [`in ${namespacesWords(peer.namespaces)}`, ...peer.matches.map(matchWords)] };
    }
    case "unknown":
      return { name: "unknown peer", details: [peer.fields.length === 0 ? "no fields" : `fields ${peer.fields.join(", ")}`] };
  }
}

function matchWords({ name, refuses }: Match): string {
  return refuses ? `here: ${name}, whose own policies refuse it` : `here: ${name}`;
}

function namespacesWords(namespaces: Selector): string {
  const [only] = namespaces;
  if (only === undefined) return "every namespace";
  if (namespaces.length === 1 && only.key === namespaceNameLabel && only.operator === "In" && only.values.length > 0) {
    if (only.values.length > 1) return `namespaces ${only.values.join(", ")}`;
    return only.values[0] === "" ? "the same namespace" : `namespace ${only.values[0]}`;
  }
  return `namespaces ${selectorWords(namespaces)}`;
}

export type Verdict = "unrestricted" | "denied" | "allowed";

export function verdict({ policies, flows }: Traffic): Verdict {
  if (policies.length === 0) return "unrestricted";
  return flows.length === 0 ? "denied" : "allowed";
}

export const directionWords: Record<Direction, string> = {
  ingress: "May connect to the pod",
  egress: "The pod may connect to",
};

const anyone: Record<Direction, string> = { ingress: "anyone", egress: "anywhere" };

export function unrestrictedWords(direction: Direction): PeerWords {
  return { name: anyone[direction], details: ["no policy selects the pod"] };
}

export const deniedWords: Record<Direction, PeerWords> = {
  ingress: { name: "nobody", details: ["every connection is refused"] },
  egress: { name: "nothing", details: ["every connection is refused"] },
};

export const hostNetworkWords = "in the node's network, where policies may not apply";

export function accountWords({ account }: Workload): string {
  if (account.token === undefined) return "token for the API server, unless the account says no";
  return account.token ? "token for the API server" : "no token for the API server";
}

// roleWords are what an attachment is to the pod.
export function roleWords({ volume }: Attachment): string {
  return volume === undefined ? "environment" : `volume ${volume}`;
}
