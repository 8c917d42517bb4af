// The picture in words, as a nested list.
import type { Attachment } from "./attachment";
import type { Cluster, Other, Workload } from "./cluster";
import type { Container } from "./container";
import { portsWords } from "./ports";
import { type Ref, refOf } from "./ref";
import type { Direction, Traffic } from "./traffic";
import {
  accountWords,
  deniedWords,
  directionWords,
  hostNetworkWords,
  namespaceWords,
  peerWords,
  roleWords,
  unrestrictedWords,
  verdict,
} from "./words";

export interface Item {
  readonly text: string;
  readonly items: readonly Item[];
  readonly of?: Ref | undefined; // what it leads to
}

export function outline(cluster: Cluster): Item[] {
  return cluster.namespaces.map((namespace) =>
    item(namespaceWords(namespace), [...namespace.workloads.map(workload), ...namespace.others.map((one) => other(one, namespace.name))]),
  );
}

// summary is one sentence, for who cannot see the picture.
export function summary(cluster: Cluster): string {
  const workloads = cluster.namespaces.flatMap(({ workloads }) => workloads);
  if (workloads.length === 0) return "No workload is among the objects.";
  return workloads.map(({ kind, name, runs }) => `${kind} ${name}, ${runs.words}.`).join(" ");
}

function item(text: string, items: readonly Item[] = [], of?: Ref): Item {
  return { text, items, of };
}

const leaf = (text: string): Item => item(text);

function workload(workload: Workload): Item {
  const { kind, name, runs, account, containers, attachments, hostNetwork } = workload;
  const parts = [
    ...(hostNetwork ? [item(hostNetworkWords)] : []),
    connections("ingress", workload.ingress),
    connections("egress", workload.egress),
    ...workload.services.map(({ name, type, ports }) =>
      item(`Service ${name}, ${type}, leads to the pod`, ports.map(leaf), refOf({ kind: "Service", name }, workload)),
    ),
    item(
      `ServiceAccount ${account.name}${existing(account)}: ${accountWords(workload)}`,
      [],
      refOf({ kind: "ServiceAccount", ...account }, workload),
    ),
    ...workload.pullSecrets.map((secret) =>
      item(`images are pulled with Secret ${secret.name}${existing(secret)}`, [], refOf({ kind: "Secret", ...secret }, workload)),
    ),
    ...containers.map((container, index) => containerItem(container, index, attachments)),
    ...attachments.map((attachment) => attachmentItem(attachment, workload)),
  ];
  return item(`${kind} ${name}: ${runs.words}`, parts, refOf({ kind, name }, workload));
}

function existing(object: { readonly existing: boolean }): string {
  return object.existing ? " (existing)" : "";
}

function connections(direction: Direction, traffic: Traffic): Item {
  const words = directionWords[direction];
  const by = `by NetworkPolicy ${traffic.policies.join(", ")}`;
  switch (verdict(traffic)) {
    case "unrestricted":
      return item(`${words}: ${unrestrictedWords(direction).name}, on every port; no NetworkPolicy selects the pod`);
    case "denied":
      return item(`${words}: ${deniedWords[direction].name}, ${by}`, [], traffic.policy);
    case "allowed":
      return item(
        `${words}, ${by}:`,
        traffic.flows.map(({ peer, ports, rule }) => {
          const { name, details } = peerWords(peer, direction);
          const preposition = direction === "ingress" ? "from" : "to";
          return item(`${portsWords(ports).join("; ")} ${preposition} ${[name, ...details].join(", ")}`, [], rule);
        }),
        traffic.policy,
      );
  }
}

function containerItem({ name, role, image, ports, requests, limits }: Container, index: number, attachments: readonly Attachment[]): Item {
  const uses = attachments.flatMap((attachment) =>
    attachment.uses
      .filter(({ container }) => container === index)
      .map(({ as }) => item(`${as.join(", ")}: ${attachment.kind} ${attachment.name}`)),
  );
  return item(`${role} ${name}`, [
    item(`image ${image || "not given"}`),
    item(requests.length === 0 ? "requests nothing" : `requests ${requests.join(", ")}`),
    item(limits.length === 0 ? "no limits" : `limits ${limits.join(", ")}`),
    ...ports.map(({ name, number, protocol }) => item(`port ${protocol} ${number}${name === "" ? "" : ` (${name})`}`)),
    ...uses,
  ]);
}

function attachmentItem(attachment: Attachment, workload: Workload): Item {
  const unused = attachment.uses.length === 0 ? ["mounted nowhere"] : [];
  const { kind, name, details } = attachment;
  return item(
    `${roleWords(attachment)}: ${kind} ${name}${existing(attachment)}`,
    [...details, ...unused].map(leaf),
    refOf(attachment, workload),
  );
}

function other({ kind, name, details }: Other, namespace: string): Item {
  return item(`${kind} ${name}`, details.map(leaf), refOf({ kind, name }, { namespace }));
}
