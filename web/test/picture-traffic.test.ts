// Network policies, by the semantics that the API reference gives them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json, KubernetesObject } from "../src/contract";
import { cluster } from "../src/picture/cluster";
import { portsWords } from "../src/picture/ports";
import type { Direction, Traffic } from "../src/picture/traffic";
import { peerWords } from "../src/picture/words";

function object(apiVersion: string, kind: string, name: string, namespace: string, spec: Json, labels = {}): KubernetesObject {
  return { apiVersion, kind, metadata: { name, namespace, labels }, spec };
}

const web = object(
  "v1",
  "Pod",
  "web",
  "shop",
  { containers: [{ name: "web", ports: [{ name: "http", containerPort: 8080 }] }] },
  { app: "web" },
);
const db = object("v1", "Pod", "db", "data", { containers: [{ name: "db" }] }, { app: "db" });

const policy = (spec: Json, name = "p", namespace = "shop") => object("networking.k8s.io/v1", "NetworkPolicy", name, namespace, spec);

function traffic(direction: Direction, ...objects: KubernetesObject[]): Traffic {
  return cluster([web, db, ...objects]).namespaces.find(({ name }) => name === "shop")!.workloads[0]![direction];
}

// said is what the traffic says, in words.
function said(direction: Direction, ...objects: KubernetesObject[]): string[] | "unrestricted" {
  const { policies, flows } = traffic(direction, ...objects);
  if (policies.length === 0) return "unrestricted";
  return flows.map(({ peer, ports }) => {
    const { name, details } = peerWords(peer, direction);
    return `${portsWords(ports).join("; ")}: ${[name, ...details].join(", ")}`;
  });
}

test("a pod that no policy selects is unrestricted", () => {
  assert.equal(said("ingress"), "unrestricted");
  assert.equal(said("egress", policy({ podSelector: { matchLabels: { app: "other" } }, policyTypes: ["Egress"] })), "unrestricted");
  assert.equal(said("ingress", policy({ podSelector: {} }, "p", "data")), "unrestricted");
});

test("an empty or missing podSelector selects every pod of the namespace", () => {
  assert.deepEqual(said("ingress", policy({ podSelector: {} })), []);
  assert.deepEqual(said("ingress", policy({})), []);
});

test("the types of a policy default to Ingress, and Egress when it has such rules", () => {
  const both = policy({ podSelector: {}, egress: [{}] });
  assert.deepEqual(said("ingress", both), []);
  assert.deepEqual(said("egress", both), ["all ports: anywhere, every pod and address"]);
  assert.equal(said("egress", policy({ podSelector: {} })), "unrestricted");
  assert.equal(said("egress", policy({ podSelector: {}, egress: [] })), "unrestricted");
});

test("rules of a type that the policy does not have count for nothing", () => {
  const egress = policy({ podSelector: {}, policyTypes: ["Egress"], ingress: [{}] });
  assert.equal(said("ingress", egress), "unrestricted");
  assert.deepEqual(said("egress", egress), []);
});

test("without peers a rule means anyone, without ports every port", () => {
  assert.deepEqual(said("ingress", policy({ ingress: [{ from: [], ports: [{ port: 80 }] }] })), ["TCP 80: anyone, every pod and address"]);
  assert.deepEqual(said("ingress", policy({ ingress: [{ from: [{ podSelector: {} }], ports: [] }] })), [
    "all ports: every pod, in namespace shop, here: Pod web",
  ]);
});

test("policies add up, and so do the rules for a peer", () => {
  const from = [{ ipBlock: { cidr: "10.0.0.0/8" } }];
  const a = policy({ ingress: [{ from, ports: [{ port: 443 }, { port: 80 }] }] }, "a");
  const b = policy({ ingress: [{ from, ports: [{ port: 80 }, { port: 53, protocol: "UDP" }] }] }, "b");
  assert.deepEqual(said("ingress", a, b), ["TCP 80, 443; UDP 53: 10.0.0.0/8"]);
  assert.deepEqual(traffic("ingress", a, b).policies, ["a", "b"]);
  assert.deepEqual(said("ingress", a, policy({ ingress: [{ from }] }, "c")), ["all ports: 10.0.0.0/8"]);
  // One that allows nothing takes nothing away.
  assert.deepEqual(said("ingress", a, policy({}, "none")), ["TCP 80, 443: 10.0.0.0/8"]);
});

test("ports have a protocol, a name, a range, or are every port of a protocol", () => {
  const ports: Json[] = [
    { port: "http" },
    { port: "other" },
    { port: 8000, endPort: 8100 },
    { protocol: "UDP" },
    { port: 53, protocol: "UDP" },
    { port: 36412, protocol: "SCTP" },
  ];
  const words = ["SCTP 36412; TCP 8000–8100, http (8080), other; UDP every port: anyone, every pod and address"];
  assert.deepEqual(said("ingress", policy({ ingress: [{ ports }] })), words);
  // The name of a port is that of the pod connected to, which is not known here.
  assert.deepEqual(said("egress", policy({ egress: [{ ports: [{ port: "http" }] }] })), ["TCP http: anywhere, every pod and address"]);
});

test("peers are pods, namespaces, both, or addresses", () => {
  const peers: [Json, string][] = [
    [{ podSelector: { matchLabels: { app: "web" } } }, "pods app=web, in namespace shop, here: Pod web"],
    [{ podSelector: { matchLabels: { app: "db" } } }, "pods app=db, in namespace shop"],
    [{ namespaceSelector: {} }, "every pod, in every namespace, here: Pod web, here: Pod db"],
    [
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "data" } }, podSelector: { matchLabels: { app: "db" } } },
      "pods app=db, in namespace data, here: Pod db",
    ],
    [
      { namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["a", "b"] }] } },
      "every pod, in namespaces a, b",
    ],
    [{ namespaceSelector: { matchLabels: { team: "x" } } }, "every pod, in namespaces team=x"],
    [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }, "0.0.0.0/0, every IPv4 address, except 169.254.169.254/32"],
    [{ ipBlock: { cidr: "::/0" } }, "::/0, every IPv6 address"],
    [{ serviceSelector: {} }, "unknown peer, fields serviceSelector"],
    [{}, "unknown peer, no fields"],
  ];
  for (const [peer, words] of peers) {
    assert.deepEqual(said("egress", policy({ policyTypes: ["Egress"], egress: [{ to: [peer] }] })), [`all ports: ${words}`]);
  }
});

test("both ends must let a connection pass", () => {
  const ends = (spec: Json) => {
    const from = [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "db" } } }];
    return said("ingress", policy({ ingress: [{ from }] }), policy({ podSelector: {}, ...(spec as object) }, "q", "data"))[0];
  };
  const may = "all ports: pods app=db, in every namespace, here: Pod db";
  const refused = `${may}, whose own policies refuse it`;
  assert.equal(ends({ policyTypes: ["Ingress"] }), may);
  assert.equal(ends({ policyTypes: ["Egress"] }), refused);
  assert.equal(ends({ egress: [{ to: [{ podSelector: {} }] }] }), refused);
  assert.equal(ends({ egress: [{ to: [{ namespaceSelector: {} }] }] }), may);
  assert.equal(ends({ egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] }), may);
  assert.equal(ends({ egress: [{}] }), may);
});

test("a namespace has the labels of its object and its name", () => {
  const namespace: KubernetesObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "data", labels: { team: "x" } } };
  const to = [{ namespaceSelector: { matchLabels: { team: "x" } } }];
  assert.deepEqual(said("egress", namespace, policy({ egress: [{ to }] })), ["all ports: every pod, in namespaces team=x, here: Pod db"]);
});

test("selectors are evaluated with their expressions", () => {
  const cases: [Json, boolean][] = [
    [{ key: "app", operator: "In", values: ["web", "x"] }, true],
    [{ key: "app", operator: "In", values: [] }, false],
    [{ key: "app", operator: "NotIn", values: ["web"] }, false],
    [{ key: "tier", operator: "NotIn", values: ["web"] }, true],
    [{ key: "app", operator: "Exists" }, true],
    [{ key: "tier", operator: "Exists" }, false],
    [{ key: "tier", operator: "DoesNotExist" }, true],
    [{ key: "constructor", operator: "Exists" }, false],
    [{ key: "app", operator: "Like", values: ["web"] }, false],
  ];
  for (const [expression, selected] of cases) {
    const got = said("ingress", policy({ podSelector: { matchLabels: { app: "web" }, matchExpressions: [expression] } }));
    assert.deepEqual(got, selected ? [] : "unrestricted", JSON.stringify(expression));
  }
});
