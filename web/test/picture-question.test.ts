// What may reach what: held to an evaluation of its own, which takes one connection between
// two pods, or a pod and an address, and knows everything about them.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { KubernetesObject } from "../src/contract";
import { among } from "../src/picture/among";
import { blockOf, within } from "../src/picture/block";
import { runningIn } from "../src/picture/cluster";
import { Index, named } from "../src/picture/objects";
import { type Answer, answer, type Other } from "../src/picture/question";
import { selector } from "../src/picture/selector";
import { isNetworkPolicy } from "../src/picture/traffic";

type Labels = { [key: string]: string };
type Expression = { key: string; operator: "In" | "NotIn" | "Exists" | "DoesNotExist"; values?: string[] };
type LabelSelector = { matchLabels?: Labels; matchExpressions?: Expression[] };
type Peer = { podSelector?: LabelSelector; namespaceSelector?: LabelSelector; ipBlock?: { cidr: string; except?: string[] } };
type Port = { protocol?: string; port?: number | string; endPort?: number };
type Rule = { from?: Peer[]; to?: Peer[]; ports?: Port[] };
type Policy = { podSelector: LabelSelector; policyTypes?: string[]; ingress?: Rule[]; egress?: Rule[] };
type Direction = "ingress" | "egress";

// One end of a connection, with everything that a cluster knows of it. An address that is
// undefined is in no block.
type End = { namespace?: string; namespaceLabels: Labels; labels?: Labels; address: number | undefined; ports: { [name: string]: number } };

// The evaluation. Addresses are 10.0.0.0 to 10.0.0.15.
function passes(
  end: End,
  direction: Direction,
  other: End,
  to: End,
  protocol: string,
  port: number,
  policies: [string, Policy][],
): boolean {
  if (!end.labels) return true;
  const type = direction === "ingress" ? "Ingress" : "Egress";
  const applying = policies.filter(
    ([namespace, { podSelector, policyTypes, egress }]) =>
      namespace === end.namespace &&
      matches(podSelector, end.labels!) &&
      (policyTypes ?? ["Ingress", ...(egress && egress.length > 0 ? ["Egress"] : [])]).includes(type),
  );
  if (applying.length === 0) return true;
  for (const [namespace, policy] of applying) {
    for (const rule of policy[direction] ?? []) {
      const peers = (direction === "ingress" ? rule.from : rule.to) ?? [];
      const isPeer = peers.length === 0 || peers.some((peer) => isThe(peer, other, namespace));
      const isPort = !rule.ports?.length || rule.ports.some((one) => isIn(one, protocol, port, to));
      if (isPeer && isPort) return true;
    }
  }
  return false;
}

function isThe(
  { podSelector, namespaceSelector, ipBlock }: Peer,
  { labels, namespace, namespaceLabels, address }: End,
  own: string,
): boolean {
  if (ipBlock) {
    if (address === undefined) return false;
    const inside = (cidr: string) => {
      const [, last, length] = /^10\.0\.0\.(\d+)\/(\d+)$/.exec(cidr)!;
      const size = 2 ** (32 - Number(length));
      return Math.floor(address / size) === Math.floor(Number(last) / size);
    };
    return inside(ipBlock.cidr) && !ipBlock.except?.some(inside);
  }
  if (!labels) return false;
  const isThere = namespaceSelector ? matches(namespaceSelector, namespaceLabels) : namespace === own;
  return isThere && (!podSelector || matches(podSelector, labels));
}

function isIn(one: Port, protocol: string, port: number, to: End): boolean {
  if ((one.protocol ?? "TCP") !== protocol) return false;
  if (one.port === undefined) return true;
  if (typeof one.port === "string") return protocol === "TCP" && to.ports[one.port] === port;
  return port >= one.port && port <= (one.endPort ?? one.port);
}

function matches({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(matchLabels)) if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of matchExpressions) {
    const isThere = key in labels;
    if (operator === "Exists" && !isThere) return false;
    if (operator === "DoesNotExist" && isThere) return false;
    if (operator === "In" && !(isThere && values.includes(labels[key]!))) return false;
    if (operator === "NotIn" && isThere && values.includes(labels[key]!)) return false;
  }
  return true;
}

// What the properties are made of.
const values = ["x", "y"];
const keys = ["a", "b"];
const nameLabel = "kubernetes.io/metadata.name";
const labels = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), { noNullPrototype: true });
const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom("In" as const, "NotIn" as const),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }),
  }),
  fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom("Exists" as const, "DoesNotExist" as const) }),
);
const labelSelector: fc.Arbitrary<LabelSelector> = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const cidr = fc.tuple(fc.nat(15), fc.integer({ min: 28, max: 32 })).map(([last, length]) => `10.0.0.${last}/${length}`);
const ipBlock = fc.record({ cidr, except: fc.array(cidr, { maxLength: 2 }) });
const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({ podSelector: labelSelector }),
  fc.record({ namespaceSelector: fc.oneof(labelSelector, fc.constantFrom({ matchLabels: { [nameLabel]: "one" } })) }),
  fc.record({ podSelector: labelSelector, namespaceSelector: labelSelector }),
  fc.record({ ipBlock }),
);
const port: fc.Arbitrary<Port> = fc.oneof(
  fc.record({ port: fc.integer({ min: 1, max: 4 }), protocol: fc.constantFrom("TCP", "UDP") }, { requiredKeys: ["port"] }),
  fc.constant({ port: 2, endPort: 3 }),
  fc.record({ protocol: fc.constantFrom("TCP", "UDP") }),
  fc.record({ port: fc.constantFrom("web", "missing") }),
);
const rule = (side: "from" | "to"): fc.Arbitrary<Rule> =>
  fc.record({ [side]: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) }, { requiredKeys: [] });
const policy: fc.Arbitrary<[string, Policy]> = fc.tuple(
  fc.constantFrom("one", "two"),
  fc.record(
    {
      podSelector: labelSelector,
      policyTypes: fc.constantFrom(["Ingress"], ["Egress"], ["Ingress", "Egress"]),
      ingress: fc.array(rule("from"), { maxLength: 2 }),
      egress: fc.array(rule("to"), { maxLength: 2 }),
    },
    { requiredKeys: ["podSelector"] },
  ),
);
const policies = fc.array(policy, { maxLength: 3 });
const connection = fc.record({
  direction: fc.constantFrom<Direction>("ingress", "egress"),
  protocol: fc.constantFrom("TCP", "UDP"),
  port: fc.integer({ min: 1, max: 4 }),
});
const pod = fc.record({ namespace: fc.constantFrom("one", "two"), labels });
type Pod = { namespace: string; labels: Labels };

// The namespace "two" has labels of its own.
const namespaces: { [name: string]: Labels } = { one: { [nameLabel]: "one" }, two: { [nameLabel]: "two", a: "x" } };

function objects(pods: Pod[], policies: [string, Policy][]): KubernetesObject[] {
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "two", labels: namespaces.two! } },
    ...pods.map(({ namespace, labels }, i) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `p${i}`, namespace, labels },
      spec: { containers: [{ name: "c", ports: i === 0 ? [{ name: "web", containerPort: 2 }] : [] }] },
    })),
    ...policies.map(([namespace, spec], i) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: `n${i}`, namespace },
      spec: spec as never,
    })),
  ];
}

function ask(pods: Pod[], given: [string, Policy][], question: Asked, other: (pods: ReturnType<typeof runningIn>) => Other): Answer {
  const all = objects(pods, given).map(named);
  const running = runningIn(all, new Index(all));
  return answer({ ...question, pods: running[0]!, other: other(running) }, all.filter(isNetworkPolicy));
}
type Asked = { direction: Direction; protocol: string; port: number };

const end = ({ namespace, labels }: Pod, address: number | undefined, ports = {}): End => ({
  namespace,
  namespaceLabels: namespaces[namespace] ?? {},
  labels,
  address,
  ports,
});

// everywhere is whether each of some connections passes: all of them, none, or a part.
function everywhere(
  own: End,
  others: End[],
  { direction, protocol, port }: Asked,
  given: [string, Policy][],
  bothEnds: boolean,
): boolean[] {
  return others.map((other) => {
    const to = direction === "ingress" ? own : other;
    const back = direction === "ingress" ? "egress" : "ingress";
    const ownSide = passes(own, direction, other, to, protocol, port, given);
    return ownSide && (!bothEnds || passes(other, back, own, to, protocol, port, given));
  });
}

function holds({ may }: Answer, passed: boolean[], exact: boolean): void {
  if (may === "yes") assert.ok(passed.every(Boolean));
  else if (may === "no") assert.ok(!passed.some(Boolean));
  else if (exact) assert.ok(passed.some(Boolean) && !passed.every(Boolean));
}

const runs = { numRuns: 3000 };
const addresses = [undefined, ...Array.from({ length: 16 }, (_, i) => i)];

test("between two pods of the picture", () => {
  fc.assert(
    fc.property(pod, pod, policies, connection, (a, b, given, asked) => {
      const got = ask([a, b], given, asked, ([, other]) => ({ pods: other! }));
      // Which address each of them has is not known.
      const passed = addresses.flatMap((own) =>
        everywhere(
          end(a, own, { web: 2 }),
          addresses.map((address) => end(b, address)),
          asked,
          given,
          true,
        ),
      );
      holds(got, passed, false);
      // Nor are the labels of the namespace "one", which is not among the objects.
      const unknown = /ipBlock|namespaceSelector/.test(JSON.stringify(given));
      if (!unknown) assert.notEqual(got.may, "depends");
    }),
    runs,
  );
});

test("between a pod and an address outside of the cluster", () => {
  fc.assert(
    fc.property(pod, fc.nat(15), policies, connection, (a, address, given, asked) => {
      const got = ask([a], given, asked, () => ({ addresses: blockOf(`10.0.0.${address}`)! }));
      const outside: End = { namespaceLabels: {}, address, ports: {} };
      const passed = everywhere(end(a, undefined, { web: 2 }), [outside], asked, given, false);
      // The name of a port has no number outside.
      if (asked.direction === "egress" && got.may === "depends") assert.match(JSON.stringify(given), /"port":"/);
      else assert.deepEqual(got.may, passed[0] ? "yes" : "no");
    }),
    runs,
  );
});

test("between a pod and a block of addresses", () => {
  fc.assert(
    fc.property(pod, cidr, policies, connection, (a, block, given, asked) => {
      const got = ask([a], given, asked, () => ({ addresses: blockOf(block)! }));
      const { from, to } = blockOf(block)!;
      const inside = Array.from({ length: Number(to - from) + 1 }, (_, i) => Number(from & 255n) + i);
      const ports: { [name: string]: number }[] = [{}, { web: asked.port, missing: asked.port }];
      const others = inside.flatMap((address) => ports.map((ports): End => ({ namespaceLabels: {}, address, ports })));
      holds(got, everywhere(end(a, undefined, { web: 2 }), others, asked, given, false), false);
    }),
    runs,
  );
});

test("between a pod and those that a rule selects", () => {
  const universe = ["one", "two", "three"].flatMap((namespace) =>
    [undefined, "x", "y", "z"].flatMap((a) =>
      [undefined, "x", "y", "z"].map((b): Pod => ({ namespace, labels: { ...(a && { a }), ...(b && { b }) } })),
    ),
  );
  fc.assert(
    fc.property(pod, labelSelector, labelSelector, policies, connection, (a, pods, spaces, given, asked) => {
      const selected = { pods: selector(pods), namespaces: selector(spaces) };
      const got = ask([a], given, asked, () => ({ selected }));
      const there = universe.filter(({ namespace, labels }) => matches(pods, labels) && matches(spaces, namespaces[namespace] ?? {}));
      const ports: { [name: string]: number }[] = [{}, { web: asked.port, missing: asked.port }];
      const others = there.flatMap((other) => [undefined, 0, 7].flatMap((address) => ports.map((ports) => end(other, address, ports))));
      holds(got, everywhere(end(a, undefined, { web: 2 }), others, asked, given, false), false);
    }),
    runs,
  );
});

test("a rule is named that lets a connection pass, and the policy when none does", () => {
  const given: [string, Policy][] = [
    ["one", { podSelector: {}, policyTypes: ["Egress"] }],
    ["one", { podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: 1 }] }, { ports: [{ port: 2, endPort: 4 }] }] }],
  ];
  const to = { addresses: blockOf("10.0.0.1")! };
  const asked = (port: number) => ask([{ namespace: "one", labels: {} }], given, { direction: "egress", protocol: "TCP", port }, () => to);
  assert.deepEqual(asked(3).sides[0]!.rule, { kind: "NetworkPolicy", namespace: "one", name: "n1", path: ["spec", "egress", 1] });
  assert.equal(asked(3).may, "yes");
  assert.equal(asked(5).may, "no");
  assert.deepEqual(asked(5).sides[0]!.rule, { kind: "NetworkPolicy", namespace: "one", name: "n0" });
});

test("a block is let through by rules that cover it together", () => {
  const asked = (cidrs: string[]) => {
    const rule = { podSelector: {}, policyTypes: ["Egress"], egress: cidrs.map((cidr) => ({ to: [{ ipBlock: { cidr } }] })) };
    const to = { addresses: blockOf("10.0.0.0/8")! };
    return ask([{ namespace: "one", labels: {} }], [["one", rule]], { direction: "egress", protocol: "TCP", port: 1 }, () => to).may;
  };
  assert.equal(asked(["10.0.0.0/9", "10.128.0.0/9"]), "yes");
  assert.equal(asked(["10.0.0.0/9"]), "depends");
  assert.equal(asked(["11.0.0.0/8"]), "no");
});

test("of a namespace that is not among the objects only the name is known", () => {
  const asked = (namespaceSelector: LabelSelector) => {
    const rule = { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ namespaceSelector }] }] };
    const pods = [
      { namespace: "two", labels: {} },
      { namespace: "one", labels: {} },
    ];
    return ask(pods, [["two", rule]], { direction: "ingress", protocol: "TCP", port: 1 }, ([, other]) => ({ pods: other! }));
  };
  assert.equal(asked({ matchLabels: { [nameLabel]: "one" } }).may, "yes");
  assert.equal(asked({ matchLabels: { [nameLabel]: "two" } }).may, "no");
  const answer = asked({ matchLabels: { a: "x" } });
  assert.equal(answer.may, "depends");
  assert.match(answer.sides[0]!.on!, /^the labels of the namespace/);
});

test("what one selector selects is among what another one does", () => {
  const pods = [undefined, "x", "y", "z"].flatMap((a) =>
    [undefined, "x", "y", "z"].map((b): Labels => ({ ...(a && { a }), ...(b && { b }) })),
  );
  fc.assert(
    fc.property(labelSelector, labelSelector, (one, other) => {
      const selected = pods.filter((labels) => matches(one, labels));
      const both = selected.filter((labels) => matches(other, labels));
      const want = both.length === 0 ? "no" : both.length === selected.length ? "yes" : "depends";
      assert.equal(among(selector(one), selector(other)), want);
    }),
    runs,
  );
});

test("addresses are read as they are written, and blocks by their bits", () => {
  const same: [string, string][] = [
    ["10.1.2.3", "10.1.2.3/32"],
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["::1", "0:0:0:0:0:0:0:1/128"],
    ["2001:DB8::/32", "2001:db8:0:0:0:0:0:0/32"],
    ["::ffff:10.0.0.1", "::ffff:a00:1"],
  ];
  for (const [a, b] of same) assert.deepEqual(blockOf(a), blockOf(b), a);
  for (const text of [
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.01",
    "10.0.0.0/33",
    "::1::",
    "1:2:3",
    ":::",
    "12345::",
    "10.0.0.1/",
    "::10.0.0.999",
  ]) {
    assert.equal(blockOf(text), undefined, text);
  }
  const cases: [string, string, string[], string][] = [
    ["10.1.2.3", "0.0.0.0/0", ["10.0.0.0/8"], "no"],
    ["8.8.8.8", "0.0.0.0/0", ["10.0.0.0/8"], "yes"],
    ["0.0.0.0/0", "0.0.0.0/0", ["10.0.0.0/8", "10.0.0.0/16"], "depends"],
    ["10.0.0.0/8", "10.0.0.0/8", ["10.0.0.0/9", "10.128.0.0/9"], "no"],
    ["::1", "0.0.0.0/0", [], "no"],
    ["fd00::1", "::/0", ["fe80::/10"], "yes"],
    ["10.0.0.1", "nothing", [], "no"],
  ];
  for (const [asked, cidr, except, want] of cases) assert.equal(within(blockOf(asked)!, cidr, except), want, `${asked} in ${cidr}`);
});
