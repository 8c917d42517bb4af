// The picture's geometry: for any objects nothing overlaps, nothing is outside and
// texts stay within their boxes.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "../src/contract";
import { cluster } from "../src/picture/cluster";
import type { Box, Drawing, Label } from "../src/picture/drawing";
import { layout } from "../src/picture/layout";
import { fit, lineHeight, width } from "../src/picture/measure";
import { outline, summary } from "../src/picture/outline";

// What the results have beside the input, in a window of a common size.
const pane = 860;

const manifests = "../generated/manifests";
const parse = (yaml: string) => parseAllDocuments(yaml).map((document) => document.toJS() as KubernetesObject);

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function within(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function extent({ x, y, text }: Label): Rectangle {
  return { x, y: y - 10, width: width(text), height: lineHeight - 2 };
}

const shown = (value: unknown) => JSON.stringify(value);

function holds({ width, height, boxes, lines, labels }: Drawing): void {
  const sheet = { x: 0, y: 0, width, height };
  const frames: Box["look"][] = ["namespace", "workload"];
  boxes.forEach((a, index) => {
    assert.ok(a.width > 0 && a.height > 0 && within(a, sheet), `outside: ${shown(a)}`);
    for (const b of boxes.slice(index + 1)) {
      const nested = (frames.includes(a.look) && within(b, a)) || (frames.includes(b.look) && within(a, b));
      assert.ok(nested || !overlap(a, b), `${shown(a)} overlaps ${shown(b)}`);
    }
  });
  for (const { points } of lines) {
    for (const [x, y] of points) assert.ok(x >= 0 && x <= width && y >= 0 && y <= height, `outside: ${shown(points)}`);
  }
  const extents = labels.map(extent);
  extents.forEach((a, index) => {
    assert.ok(within(a, sheet), `outside: ${shown(labels[index])}`);
    for (const box of boxes) assert.ok(within(a, box) || !overlap(a, box), `${shown(labels[index])} leaves ${shown(box)}`);
    extents.slice(index + 1).forEach((b, other) => {
      assert.ok(!overlap(a, b), `${shown(labels[index])} overlaps ${shown(labels[index + 1 + other])}`);
    });
    // A line under a text would make it hard to read.
    for (const { points } of lines) {
      points.slice(1).forEach(([x, y], before) => {
        const [fromX, fromY] = points[before]!;
        const line = { x: Math.min(x, fromX), y: Math.min(y, fromY), width: Math.abs(x - fromX), height: Math.abs(y - fromY) };
        assert.ok(!overlap(a, line), `${shown(labels[index])} is crossed by ${shown(points)}`);
      });
    }
  });
}

// reads is that who connects comes first, then the pod, and then what it connects to.
function reads({ boxes, lines }: Drawing): void {
  const peers = boxes.filter(({ look }) => look === "peer");
  for (const pod of boxes.filter(({ look }) => look === "workload")) {
    const above = peers.filter(({ y, height }) => y + height < pod.y);
    const beside = peers.filter(({ x }) => x > pod.x + pod.width);
    assert.ok(above.length > 0 && above.length + beside.length === peers.length, shown(peers));
    const ends = lines.flatMap(({ points, end }) => (end === "arrow" ? [points[points.length - 1]!] : []));
    assert.equal(ends.filter(([x, y]) => y === pod.y && x > pod.x && x < pod.x + pod.width).length, 1);
    for (const { x, y, height } of beside) {
      assert.ok(
        ends.some(([endX, endY]) => endX === x && endY > y && endY < y + height),
        shown([x, y]),
      );
    }
  }
}

for (const name of readdirSync(manifests)) {
  test(`the picture of ${name}`, () => {
    const objects = parse(readFileSync(`${manifests}/${name}`, "utf8"));
    const drawing = layout(cluster(objects));
    holds(drawing);
    const most = Math.max(...cluster(objects).namespaces.flatMap(({ workloads }) => workloads.map(({ containers }) => containers.length)));
    // Two containers fit as they are, and three when the picture shrinks as far as picture.css lets it.
    assert.ok(drawing.width <= (most <= 2 ? pane : pane / 0.75), `${drawing.width} wide`);
    reads(drawing);
    assert.deepEqual(layout(cluster(structuredClone(objects))), drawing);
    // Data of Secrets never gets into it.
    const drawn = JSON.stringify([drawing, outline(cluster(objects))]);
    for (const secret of objects.filter(({ kind }) => kind === "Secret")) {
      for (const value of Object.values((secret.data ?? {}) as { [key: string]: string })) {
        if (value !== "") assert.ok(!drawn.includes(value) && !drawn.includes(atob(value)), secret.metadata.name);
      }
    }
  });
}

const long = "x".repeat(300);
const peers = Array.from({ length: 200 }, (_, n) => ({
  ipBlock: { cidr: `10.0.${n}.0/24`, except: Array.from({ length: n % 9 }, (_, m) => `10.0.${n}.${m}/32`) },
}));
const ports = Array.from({ length: 40 }, (_, n) => ({ port: n + 1, protocol: n % 3 === 0 ? "UDP" : "TCP" }));

// absurd is a workload in which everything is too long, too much or of the wrong type.
const absurd = [
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: long, namespace: long },
    spec: {
      replicas: "many",
      template: {
        metadata: { labels: { app: long, __proto__: 5 } },
        spec: {
          hostNetwork: true,
          serviceAccountName: long,
          imagePullSecrets: [5, { name: long }, null],
          initContainers: Array.from({ length: 6 }, () => ({
            restartPolicy: "Always",
            volumeMounts: [{ name: long, mountPath: `/${long}` }],
          })),
          containers: [
            null,
            7,
            {
              name: long,
              image: `${long}:漢字`,
              ports,
              env: [{ name: long, valueFrom: { secretKeyRef: { name: long } } }, { valueFrom: 5 }],
            },
            { envFrom: [{ prefix: long, configMapRef: {} }, {}], resources: { limits: { [long]: long, b: {} }, requests: 5 } },
            { volumeMounts: Array.from({ length: 12 }, (_, n) => ({ name: "v", mountPath: `/mnt/${n}` })) },
          ],
          volumes: [
            null,
            {},
            { name: "v", csi: { driver: long, volumeAttributes: { a: 1 } } },
            { name: "p", projected: { sources: [5, { secret: {} }] } },
          ],
        },
      },
    },
  },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: long, namespace: long },
    spec: { selector: { app: long }, ports: ports.concat([null as never]) },
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: long, namespace: long },
    spec: {
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: peers, ports }, null, 5, { from: [null, { podSelector: 5 }], ports: [null] }],
    },
  },
];

const hostile: [string, unknown[]][] = [
  ["nothing", []],
  ["objects that are none", [null, 5, "x", [], {}, { kind: 5, metadata: 5 }, { metadata: { name: {} } }]],
  ["workloads without anything", ["Deployment", "StatefulSet", "DaemonSet"].map((kind) => ({ apiVersion: "apps/v1", kind }))],
  [
    "a Pod and a CronJob without anything",
    [
      { apiVersion: "v1", kind: "Pod", spec: [] },
      { apiVersion: "batch/v1", kind: "CronJob", spec: { jobTemplate: 5 } },
    ],
  ],
  ["too much of everything", absurd],
  [
    "a hundred objects",
    Array.from({ length: 100 }, (_, n) => ({ apiVersion: "x/v1", kind: long, metadata: { name: `${n}${long}`, namespace: `n${n % 3}` } })),
  ],
  ["two of a name", [absurd[0], absurd[0]]],
];

for (const [name, objects] of hostile) {
  test(`the picture of ${name}`, () => {
    const facts = cluster(objects as KubernetesObject[]);
    holds(layout(facts));
    outline(facts);
    summary(facts);
  });
}

test("a text is cut in its middle, and only where it must be", () => {
  const room = 10 * width("x");
  assert.deepEqual(fit("0123456789", room), ["0123456789"]);
  assert.deepEqual(fit("0123456789a", room), ["01234…789a"]);
  assert.deepEqual(fit("in a word or two", room, 2), ["in a word", "or two"]);
  assert.deepEqual(fit("ghcr.io/example", room, 2), ["ghcr.io/", "example"]);
  assert.deepEqual(fit("a 1, bc 2", 8 * width("x"), 2), ["a 1,", "bc 2"]);
  assert.deepEqual(fit("VolumeClaims", room, 2), ["Volume", "Claims"]);
  assert.deepEqual(fit("漢字漢字漢字", room), ["漢字…漢字"]);
  assert.deepEqual(fit("a\n b", room), ["a b"]);
  assert.deepEqual(fit("", room, 3), [""]);
});
