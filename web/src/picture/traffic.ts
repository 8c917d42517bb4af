// What the network policies let a pod talk to, by the semantics of networking.k8s.io/v1:
// a pod that no policy selects for a direction is unrestricted in it; policies add up.
import { at, fields, isPresent, list, text, texts } from "./fields";
import type { Named } from "./objects";
import { type ContainerPort, type Ports, rulePorts, union } from "./ports";
import type { Ref } from "./ref";
import { type Labels, type Selector, selector, selects } from "./selector";

export type Direction = "ingress" | "egress";

// Traffic is what may pass in one direction. Without policies it is unrestricted, and
// with policies but without flows nothing may pass.
export interface Traffic {
  readonly policies: readonly string[];
  readonly policy?: Ref; // the first of them
  readonly flows: readonly Flow[];
}

export interface Flow {
  readonly peer: Peer;
  readonly ports: Ports;
  readonly rule: Ref; // that lets it pass, the first of several
}

export type Peer =
  | { readonly kind: "anyone" }
  | (PodPeer & { readonly matches: readonly Match[] })
  | { readonly kind: "addresses"; readonly cidr: string; readonly except: readonly string[] }
  // A peer with none of the fields known here selects nothing that could be shown.
  | { readonly kind: "unknown"; readonly fields: readonly string[] };

interface PodPeer {
  readonly kind: "pods";
  readonly pods: Selector;
  readonly namespaces: Selector;
}

// Match is a workload of the picture that a peer selects.
export interface Match {
  readonly name: string;
  readonly refuses: boolean; // its own policies never let the connection pass
}

// Pods are those of one workload, as policies see them.
export interface Pods {
  readonly name: string;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly isNamespaceKnown: boolean; // whether it is among the objects, with its labels
  readonly labels: Labels;
  readonly ports: readonly ContainerPort[];
}

export const namespaceNameLabel = "kubernetes.io/metadata.name";

export function isNetworkPolicy({ group, kind }: Named): boolean {
  return group === "networking.k8s.io" && kind === "NetworkPolicy";
}

export function policySelects(policy: Named, pods: Pods): boolean {
  return policy.namespace === pods.namespace && selects(selector(at(policy.body, "spec", "podSelector")), pods.labels);
}

export function traffic(direction: Direction, pods: Pods, policies: readonly Named[], everyone: readonly Pods[]): Traffic {
  const restricting = restrictions(policies, direction, pods);
  const flows = new Map<string, Flow>();
  for (const policy of restricting) {
    for (const [index, rule] of list(at(policy.body, "spec", direction)).entries()) {
      // The name of a port is looked up in the pod that is connected to.
      const ports = rulePorts(at(rule, "ports"), direction === "ingress" ? pods.ports : []);
      for (const peer of peers(rule, direction, policy, everyone)) {
        const resolved = resolve(peer, (other) => match(other, direction, pods, policies));
        const key = JSON.stringify(resolved);
        const known = flows.get(key);
        flows.set(key, {
          peer: resolved,
          ports: union(known?.ports ?? [], ports),
          rule: known?.rule ?? { ...refTo(policy), path: ["spec", direction, index] },
        });
      }
    }
  }
  return {
    policies: restricting.map(({ name }) => name),
    ...(restricting[0] ? { policy: refTo(restricting[0]) } : {}),
    flows: Array.from(flows.values()),
  };
}

export function refTo({ kind, namespace, name }: Named): Ref {
  return { kind, namespace, name };
}

export function restrictions(policies: readonly Named[], direction: Direction, pods: Pods): Named[] {
  return policies.filter((policy) => restricts(policy, direction) && policySelects(policy, pods));
}

function restricts(policy: Named, direction: Direction): boolean {
  const types = texts(at(policy.body, "spec", "policyTypes"));
  if (types.length > 0) return types.includes(direction === "ingress" ? "Ingress" : "Egress");
  return direction === "ingress" || list(at(policy.body, "spec", "egress")).length > 0;
}

// match is another workload as a peer. Both ends must let a connection pass.
function match(other: Pods, direction: Direction, pods: Pods, policies: readonly Named[]): Match {
  const back = direction === "ingress" ? "egress" : "ingress";
  const restricting = restrictions(policies, back, other);
  const mayPass = restricting.some((policy) =>
    list(at(policy.body, "spec", back)).some((rule) =>
      // The addresses of pods are not known here, so a block of them may have this one.
      peers(rule, back, policy, [pods]).some((peer) => peer.kind !== "unknown" && (peer.kind !== "pods" || peer.matches.length > 0)),
    ),
  );
  return { name: other.name, refuses: restricting.length > 0 && !mayPass };
}

// Selected is a peer with the pods that it selects.
export type Selected = Exclude<Peer, { kind: "pods" }> | (PodPeer & { readonly matches: readonly Pods[] });

function resolve(peer: Selected, match: (other: Pods) => Match): Peer {
  return peer.kind === "pods" ? { ...peer, matches: peer.matches.map(match) } : peer;
}

export function peers(rule: unknown, direction: Direction, policy: Named, everyone: readonly Pods[]): Selected[] {
  const given = list(at(rule, direction === "ingress" ? "from" : "to"));
  return given.length === 0 ? [{ kind: "anyone" }] : given.map((item) => peer(item, policy.namespace, everyone));
}

function peer(value: unknown, namespace: string, everyone: readonly Pods[]): Selected {
  const { podSelector, namespaceSelector, ipBlock } = fields(value);
  if (isPresent(ipBlock)) return { kind: "addresses", cidr: text(at(ipBlock, "cidr")), except: texts(at(ipBlock, "except")) };
  if (!isPresent(podSelector) && !isPresent(namespaceSelector)) {
    return { kind: "unknown", fields: Object.keys(fields(value)).sort() };
  }
  const pods = selector(podSelector);
  // Pods alone are those of the policy's own namespace.
  const namespaces: Selector = isPresent(namespaceSelector)
    ? selector(namespaceSelector)
    : [{ key: namespaceNameLabel, operator: "In", values: [namespace] }];
  const matches = everyone.filter((other) => selects(namespaces, other.namespaceLabels) && selects(pods, other.labels));
  return { kind: "pods", pods, namespaces, matches };
}
