// What may reach what: the answer for one peer, one port and one direction, by the rules that
// the picture's traffic is of.
import { among, exactly } from "./among";
import { type Block, divided, within } from "./block";
import { at, list } from "./fields";
import { all, any, type May, whether } from "./may";
import type { Named } from "./objects";
import { type ContainerPort, type Ports, rulePorts } from "./ports";
import type { Ref } from "./ref";
import type { Selector } from "./selector";
import { type Direction, namespaceNameLabel, type Pods, peers, refTo, restrictions, type Selected } from "./traffic";

// Other is who is at the other end: a workload of the picture, pods that a rule selects, or
// addresses outside of the cluster.
export type Other = { pods: Pods } | { selected: { pods: Selector; namespaces: Selector } } | { addresses: Block };

export interface Question {
  pods: Pods;
  direction: Direction; // as the pods see it
  other: Other;
  protocol: string;
  port: number; // of the end that is connected to
}

// Side is what the policies of one end say.
export interface Side {
  readonly pods: Pods;
  readonly direction: Direction;
  readonly may: May;
  readonly isolated: boolean; // whether any policy says something
  readonly rule?: Ref; // that lets it pass or, if none does, the first policy that does not
  readonly on?: string; // what it depends on
}

export interface Answer {
  readonly may: May;
  readonly sides: readonly Side[];
}

export function answer(question: Question, policies: readonly Named[]): Answer {
  const { pods, direction, other } = question;
  const sides = [side(question, policies)];
  // Both ends must let a connection pass.
  if ("pods" in other) {
    const back = direction === "ingress" ? "egress" : "ingress";
    sides.push(side({ ...question, pods: other.pods, direction: back, other: { pods } }, policies));
  }
  return { may: all(...sides.map(({ may }) => may)), sides };
}

function side(question: Question, policies: readonly Named[]): Side {
  const { pods, direction } = question;
  const restricting = restrictions(policies, direction, pods);
  const about = { pods, direction };
  if (restricting.length === 0) return { ...about, may: "yes", isolated: false };
  const rules = restricting.flatMap((policy) =>
    list(at(policy.body, "spec", direction)).map((rule, index) => ({
      may: all(peerOf(question, rule, policy), portOf(question, rule)),
      ref: { ...refTo(policy), path: ["spec", direction, index] },
      on: () => condition(question, rule, policy),
    })),
  );
  const may = together(question, restricting) ?? any(...rules.map(({ may }) => may));
  const found = rules.find((rule) => rule.may === may) ?? rules.find((rule) => rule.may === "depends");
  if (may === "no" || !found) return { ...about, may: "no", isolated: true, rule: refTo(restricting[0]!) };
  return { ...about, may, isolated: true, rule: found.ref, ...(may === "depends" && { on: found.on() }) };
}

// together is what the rules say of a block of addresses, of which each may let a part pass.
function together(question: Question, restricting: readonly Named[]): May | undefined {
  const { other, direction } = question;
  if (!("addresses" in other)) return undefined;
  const rules = restricting.flatMap((policy) => list(at(policy.body, "spec", direction)).map((rule) => ({ rule, policy })));
  const cidrs = rules.flatMap(({ rule, policy }) =>
    peers(rule, direction, policy, []).flatMap((peer) => (peer.kind === "addresses" ? [peer.cidr, ...peer.except] : [])),
  );
  const parts = divided(other.addresses, cidrs).map((addresses) => {
    const part = { ...question, other: { addresses } };
    return any(...rules.map(({ rule, policy }) => all(peerOf(part, rule, policy), portOf(part, rule))));
  });
  return parts.every((may) => may === parts[0]) ? parts[0] : "depends";
}

// condition is what it depends on whether a rule lets a connection pass.
function condition(question: Question, rule: unknown, policy: Named): string {
  const { direction, other } = question;
  if (portOf(question, rule) === "depends") return "which port has the name that the rule gives";
  if ("addresses" in other) return "which of these addresses it is";
  const partly = peers(rule, direction, policy, []).find((peer) => isPeer(other, peer) === "depends");
  if (partly?.kind === "addresses") return "the address of the pod, and on whether the network looks at those of pods";
  if (partly?.kind === "pods" && "pods" in other && among(namespaceOf(other.pods, partly.namespaces), partly.namespaces) === "depends")
    return "the labels of the namespace, which is not among the objects";
  return partly?.kind === "unknown" ? "what this page does not know of the rule" : "which of these pods it is";
}

function peerOf({ direction, other }: Question, rule: unknown, policy: Named): May {
  return any(...peers(rule, direction, policy, []).map((peer) => isPeer(other, peer)));
}

function isPeer(other: Other, peer: Selected): May {
  switch (peer.kind) {
    case "anyone":
      return "yes";
    case "unknown":
      return peer.fields.length > 0 ? "depends" : "no";
    case "addresses":
      // What address a pod has is not known here, and not every network looks at it.
      return "addresses" in other ? within(other.addresses, peer.cidr, peer.except) : "depends";
    case "pods":
      if ("addresses" in other) return "no";
      if ("selected" in other) return all(among(other.selected.namespaces, peer.namespaces), among(other.selected.pods, peer.pods));
      return all(among(namespaceOf(other.pods, peer.namespaces), peer.namespaces), among(exactly(other.pods.labels, peer.pods), peer.pods));
  }
}

// namespaceOf selects the namespace of pods. Of one that is not among the objects, only its name is known.
function namespaceOf({ namespace, namespaceLabels, isNamespaceKnown }: Pods, by: Selector): Selector {
  if (isNamespaceKnown) return exactly(namespaceLabels, by);
  return [{ key: namespaceNameLabel, operator: "In", values: [namespace] }];
}

// The name of a port is looked up in the pods that are connected to.
function portOf({ pods, direction, other, protocol, port }: Question, rule: unknown): May {
  const known = direction === "ingress" ? pods.ports : "pods" in other ? other.pods.ports : undefined;
  const ports: Ports = rulePorts(at(rule, "ports"), []);
  if (ports === "all") return "yes";
  return any(
    ...ports.filter((allowed) => allowed.protocol === protocol).map(({ port: given, end }) => isPort(port, protocol, given, end, known)),
  );
}

function isPort(port: number, protocol: string, given: string, end: number | undefined, known: readonly ContainerPort[] | undefined): May {
  if (given === "") return "yes";
  if (/^\d+$/.test(given)) return whether(end === undefined ? port === Number(given) : port >= Number(given) && port <= end);
  if (!known) return "depends";
  return whether(known.some((one) => one.name === given && one.protocol === protocol && Number(one.number) === port));
}
