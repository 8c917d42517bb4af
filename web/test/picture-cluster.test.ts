// The facts of the picture, from objects made by hand and from rendered manifests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "../src/contract";
import { cluster, type Workload } from "../src/picture/cluster";
import { type Item, outline, summary } from "../src/picture/outline";

const parse = (yaml: string) => parseAllDocuments(yaml).map((document) => document.toJS() as KubernetesObject);
const manifest = (name: string) => parse(readFileSync(`../generated/manifests/${name}.yaml`, "utf8"));

function only(objects: KubernetesObject[]): Workload {
  const workloads = cluster(objects).namespaces.flatMap(({ workloads }) => workloads);
  assert.equal(workloads.length, 1);
  return workloads[0]!;
}

function text(items: readonly Item[], indent = ""): string {
  return items.map(({ text: line, items }) => `${indent}${line}\n${text(items, `${indent}  `)}`).join("");
}

test("a rendered workspace in words", () => {
  assert.equal(
    text(outline(cluster(manifest("desktop")))),
    `Namespace coder-ws
  Deployment coder-alice-dev-22805a82da: 1 replica
    May connect to the pod, by NetworkPolicy coder-alice-dev-22805a82da-isolation:
      all ports from every pod, in namespace coder
    The pod may connect to, by NetworkPolicy coder-alice-dev-22805a82da-isolation:
      TCP 80, 443, 8080, 8443 to every pod, in namespace coder
      TCP 53; UDP 53 to pods k8s-app in (kube-dns, node-local-dns), in namespace kube-system
      TCP 53; UDP 53 to 169.254.20.10/32
      TCP 53; UDP 53 to 169.254.10.10/32
      TCP 53; UDP 53 to 169.254.10.11/32
      TCP 443 to 0.0.0.0/0, every IPv4 address, except 169.254.0.0/16, except 168.63.129.16/32
      TCP 443 to ::/0, every IPv6 address, except fe80::/10, except fd00:ec2::/32, except fd20:ce::254/128
    Service coder-alice-dev-22805a82da, headless, leads to the pod
    Service coder-alice-dev-22805a82da-vnc, ClusterIP, leads to the pod
      TCP 6901 → vnc (6901)
    ServiceAccount coder-alice-dev-22805a82da: no token for the API server
    init container desktop-home
      image kasmweb/desktop:1.18.0
      requests cpu 500m, memory 1Gi
      limits cpu 2, memory 4Gi
      /run/home: PersistentVolumeClaim coder-alice-dev-22805a82da-home
    container workspace
      image mcr.microsoft.com/devcontainers/base:ubuntu-22.04
      requests cpu 1, memory 2Gi
      limits cpu 2, memory 4Gi
      /home/coder: PersistentVolumeClaim coder-alice-dev-22805a82da-home
      $CODER_AGENT_TOKEN, $VNC_PW: Secret coder-alice-dev-22805a82da-agent
      every key: Secret coder-alice-dev-22805a82da-secrets
    container kasmvnc
      image kasmweb/desktop:1.18.0
      requests cpu 500m, memory 1Gi
      limits cpu 2, memory 4Gi
      port TCP 6901 (vnc)
      /home/coder, /home/kasm-user of .desktop: PersistentVolumeClaim coder-alice-dev-22805a82da-home
      /dev/shm: emptyDir shared-memory
      $VNC_PW: Secret coder-alice-dev-22805a82da-agent
    volume home: PersistentVolumeClaim coder-alice-dev-22805a82da-home
      20Gi
      gp3-encrypted
      ReadWriteOnce
    volume shared-memory: emptyDir shared-memory
      in memory
      at most 1Gi
    environment: Secret coder-alice-dev-22805a82da-agent
      keys CODER_AGENT_TOKEN, VNC_PW
    environment: Secret coder-alice-dev-22805a82da-secrets
      no keys
`,
  );
});

test("the egress of a workspace is what its policy says", () => {
  const peers = (name: string) => only(manifest(name)).egress.flows.map(({ peer, ports }) => [peer.kind, ports === "all"]);
  assert.deepEqual(peers("egress-none-inside"), [
    ["pods", false],
    ["pods", false],
    ["addresses", false],
    ["addresses", false],
    ["addresses", false],
  ]);
  assert.deepEqual(peers("egress-unrestricted").slice(-2), [
    ["addresses", true],
    ["addresses", true],
  ]);
});

test("no replicas are a stopped workload", () => {
  assert.deepEqual(only(manifest("stopped")).runs, { words: "stopped: 0 replicas", stopped: true });
  assert.equal(summary(cluster(manifest("stopped"))), "Deployment coder-alice-dev-22805a82da, stopped: 0 replicas.");
});

test("what is not among the objects exists already", () => {
  const cache = only(manifest("cache")).attachments.find(({ volume }) => volume === "artifact-cache");
  assert.deepEqual(cache, {
    volume: "artifact-cache",
    kind: "PersistentVolumeClaim",
    name: "coder-artifact-cache",
    existing: true,
    details: [],
    uses: [{ container: 0, as: ["/mnt/artifact-cache"] }],
  });
  const { account } = only(manifest("service-account-existing"));
  assert.equal(account.existing, true);
});

test("volumes have the source that the pod gives", () => {
  const details = (name: string) => only(manifest(name)).attachments[1]!.details;
  assert.deepEqual(details("secrets-manager"), ["driver secrets-store.csi.k8s.io", "secretProviderClass workspace-secrets"]);
  assert.deepEqual(details("identity-oidc"), ["ServiceAccount token for https://vault.example.com"]);
  const { attachments } = only(
    parse(`
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 3
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {storageClassName: fast, resources: {requests: {storage: 1Ti}}}
  template:
    spec:
      initContainers: [{name: init, volumeMounts: [{name: gone, mountPath: /gone}]}]
      containers: [{name: db, volumeMounts: [{name: data, mountPath: /data, subPath: a, readOnly: true}, {name: data, mountPath: /b}]}]
      volumes: [{name: idle, hostPath: {path: /srv}}, {name: plain}]
`),
  );
  assert.deepEqual(
    attachments.map(({ kind, name, details, uses }) => [kind, name, details, uses]),
    [
      ["hostPath", "idle", ["/srv"], []],
      ["emptyDir", "plain", [], []],
      ["PersistentVolumeClaim", "data", ["one for each pod", "1Ti", "fast"], [{ container: 1, as: ["/data of a (read only)", "/b"] }]],
      ["no such volume", "gone", [], [{ container: 0, as: ["/gone"] }]],
    ],
  );
});

test("every kind of workload shows how many pods it runs", () => {
  const pod = "{metadata: {labels: {app: a}}, spec: {containers: [{name: a}]}}";
  const cases: [string, string][] = [
    [`{apiVersion: apps/v1, kind: Deployment, spec: {template: ${pod}}}`, "1 replica"],
    [`{apiVersion: apps/v1, kind: ReplicaSet, spec: {replicas: 2, template: ${pod}}}`, "2 replicas"],
    [`{apiVersion: apps/v1, kind: DaemonSet, spec: {template: ${pod}}}`, "1 pod on each node"],
    [`{apiVersion: batch/v1, kind: Job, spec: {template: ${pod}}}`, "1 completion"],
    [`{apiVersion: batch/v1, kind: Job, spec: {parallelism: 3, completions: 6, template: ${pod}}}`, "6 completions, 3 pods at a time"],
    [`{apiVersion: batch/v1, kind: Job, spec: {suspend: true, template: ${pod}}}`, "suspended"],
    [
      `{apiVersion: batch/v1, kind: CronJob, spec: {schedule: 5 4 * * *, timeZone: UTC, jobTemplate: {spec: {template: ${pod}}}}}`,
      "at 5 4 * * * UTC",
    ],
    [`{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}`, "1 pod"],
    [`{apiVersion: example.com/v1, kind: Rollout, spec: {replicas: 4, template: ${pod}}}`, "4 replicas"],
  ];
  for (const [yaml, words] of cases) assert.equal(only(parse(yaml)).runs.words, words);
});

test("a scaler sets the replicas of its target, unless there are none", () => {
  const scaler = `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: s}, spec: {maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: a}}}`;
  const of = (replicas: number) =>
    only(parse(`{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: ${replicas}, template: {}}}\n---\n${scaler}`))
      .runs.words;
  assert.equal(of(3), "1 to 5 replicas, scaled");
  assert.equal(of(0), "stopped: 0 replicas");
});

test("a Service leads to the pods of its selector, and is listed when there are none", () => {
  const objects = parse(`
{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: a}}, spec: {containers: [{name: a, ports: [{name: http, containerPort: 8080}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {app: a}, ports: [{port: 80, targetPort: http}, {port: 81, targetPort: x}, {port: 82, targetPort: 83}, {port: 84}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: other}, spec: {selector: {app: b}}}
---
{apiVersion: v1, kind: Service, metadata: {name: far, namespace: far}, spec: {selector: {app: a}}}
---
{apiVersion: v1, kind: Service, metadata: {name: by-hand}, spec: {}}
---
{apiVersion: v1, kind: Service, metadata: {name: away}, spec: {type: ExternalName, externalName: example.com, selector: {app: a}}}
`);
  assert.deepEqual(only(objects).services, [
    { name: "s", type: "ClusterIP", ports: ["TCP 80 → http (8080)", "TCP 81 → x (no such port)", "TCP 82 → 83", "TCP 84"] },
  ]);
  assert.deepEqual(
    cluster(objects).namespaces.map(({ name, others }) => [name, others.map(({ name, details }) => [name, ...details])]),
    [
      [
        "",
        [
          ["other", "selects no pod of these", "app=b"],
          ["by-hand", "has no selector"],
          ["away", "leads to example.com"],
        ],
      ],
      ["far", [["far", "selects no pod of these", "app=a"]]],
    ],
  );
});

test("every object is shown, and of a Secret only its keys", () => {
  const objects = parse(`
{apiVersion: v1, kind: Secret, metadata: {name: unused}, data: {b: dG9wLXNlY3JldA==}, stringData: {a: top-secret}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: empty}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {resources: {requests: {storage: 1Gi}}, accessModes: [ReadWriteMany]}}
---
{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, spec: {a: 1}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: idle}, spec: {podSelector: {}}}
`);
  assert.equal(
    text(outline(cluster(objects))),
    `no namespace given
  Secret unused
    keys a, b
  ConfigMap empty
    no keys
  PersistentVolumeClaim c
    1Gi
    default class
    ReadWriteMany
  Widget w
  NetworkPolicy idle
    selects no pod of these
`,
  );
  assert.equal(summary(cluster(objects)), "No workload is among the objects.");
});
