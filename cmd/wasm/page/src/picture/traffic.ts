// What the network policies let a pod talk to, by the semantics of networking.k8s.io/v1:
// a pod that no policy selects for a direction is unrestricted in it; policies add up.
import { at, fields, isPresent, list, text, texts } from "./fields";
import type { Named } from "./objects";
import { rulePorts, union, type ContainerPort, type Ports } from "./ports";
import { selector, selects, type Labels, type Selector } from "./selector";

export type Direction = "ingress" | "egress";

// Traffic is what may pass in one direction. Without policies it is unrestricted, and
// with policies but without flows nothing may pass.
export interface Traffic {
  readonly policies: readonly string[];
  readonly flows: readonly Flow[];
}

export interface Flow {
  readonly peer: Peer;
  readonly ports: Ports;
}

export type Peer =
  | { readonly kind: "anyone" }
  | {
      readonly kind: "pods";
      readonly pods: Selector;
      readonly namespaces: Selector;
      readonly matches: readonly string[]; // the workloads of the picture among them
    }
  | { readonly kind: "addresses"; readonly cidr: string; readonly except: readonly string[] }
  // A peer with none of the fields known here selects nothing that could be told.
  | { readonly kind: "unknown"; readonly fields: readonly string[] };

// Pods are those of one workload, as policies see them.
export interface Pods {
  readonly name: string;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
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
  const restricting = policies.filter((policy) => restricts(policy, direction) && policySelects(policy, pods));
  const flows = new Map<string, Flow>();
  for (const policy of restricting) {
    for (const rule of list(at(policy.body, "spec", direction))) {
      // The name of a port is looked up in the pod that is connected to.
      const ports = rulePorts(at(rule, "ports"), direction === "ingress" ? pods.ports : []);
      const given = list(at(rule, direction === "ingress" ? "from" : "to"));
      const peers: Peer[] = given.length === 0 ? [{ kind: "anyone" }] : given.map((item) => peer(item, policy.namespace, everyone));
      for (const peer of peers) {
        const key = JSON.stringify(peer);
        flows.set(key, { peer, ports: union(flows.get(key)?.ports ?? [], ports) });
      }
    }
  }
  return { policies: restricting.map(({ name }) => name), flows: Array.from(flows.values()) };
}

function restricts(policy: Named, direction: Direction): boolean {
  const types = texts(at(policy.body, "spec", "policyTypes"));
  if (types.length > 0) return types.includes(direction === "ingress" ? "Ingress" : "Egress");
  return direction === "ingress" || list(at(policy.body, "spec", "egress")).length > 0;
}

function peer(value: unknown, namespace: string, everyone: readonly Pods[]): Peer {
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
  const matches = everyone
    .filter((other) => selects(namespaces, other.namespaceLabels) && selects(pods, other.labels))
    .map(({ name }) => name);
  return { kind: "pods", pods, namespaces, matches };
}
