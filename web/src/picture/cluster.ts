// The facts that the picture shows, found in the Kubernetes objects and nowhere else.
import type { KubernetesObject } from "../contract";
import { type Attachment, attachments } from "./attachment";
import { type Container, containers } from "./container";
import { at, isPresent, list, text } from "./fields";
import { note } from "./note";
import { Index, type Named, named } from "./objects";
import { type Labels, labels } from "./selector";
import { isService, type Service, serviceOf, serviceSelects } from "./service";
import { isNetworkPolicy, namespaceNameLabel, type Pods, policySelects, type Traffic, traffic } from "./traffic";
import { isScaler, podTemplate, type Runs, runs } from "./workload";

export interface Cluster {
  readonly namespaces: readonly Namespace[];
}

export interface Namespace {
  readonly name: string; // "" for objects that give none
  readonly workloads: readonly Workload[];
  readonly others: readonly Other[];
}

export interface Workload {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly runs: Runs;
  readonly account: Account;
  readonly pullSecrets: readonly PullSecret[];
  readonly services: readonly Service[];
  readonly containers: readonly Container[];
  readonly attachments: readonly Attachment[];
  // Network policies need not apply to a pod in the network of its node.
  readonly hostNetwork: boolean;
  readonly ingress: Traffic;
  readonly egress: Traffic;
}

export interface Account {
  readonly name: string;
  readonly existing: boolean;
  // Whether the pod gets a token for the API server; undefined where an account that is
  // not among these objects decides.
  readonly token: boolean | undefined;
}

export interface PullSecret {
  readonly name: string;
  readonly existing: boolean;
}

// Other is an object that no workload uses, or of a kind that is not drawn otherwise.
export interface Other {
  readonly kind: string;
  readonly name: string;
  readonly details: readonly string[];
}

export interface Running extends Pods {
  readonly owner: Named;
  readonly spec: unknown;
  readonly containers: readonly Container[];
}

export function cluster(given: readonly KubernetesObject[]): Cluster {
  const objects = given.map(named);
  const index = new Index(objects);
  const running = runningIn(objects, index);
  const workloads = new Map(running.map((pods) => [pods.owner, workload(pods, objects, running, index)]));
  const drawn = (object: Named) =>
    workloads.has(object) ||
    index.found(object) ||
    running.some((pods) => (isService(object) ? serviceSelects(object, pods) : isNetworkPolicy(object) && policySelects(object, pods)));
  const others = objects.filter((object) => !drawn(object));

  const names = Array.from(new Set([...workloads.keys(), ...others].map(({ namespace }) => namespace)));
  return {
    namespaces: names.map((name) => ({
      name,
      workloads: Array.from(workloads).flatMap(([{ namespace }, workload]) => (namespace === name ? [workload] : [])),
      others: others
        .filter(({ namespace }) => namespace === name)
        .map((object) => ({ kind: object.kind, name: object.name, details: note(object) })),
    })),
  };
}

export function runningIn(objects: readonly Named[], index: Index): Running[] {
  return objects.flatMap((owner) => {
    const template = podTemplate(owner);
    return template === undefined ? [] : [pods(owner, template, index)];
  });
}

function pods(owner: Named, template: unknown, index: Index): Running {
  const spec = at(template, "spec");
  const all = containers(spec);
  const namespace = index.find("", "Namespace", "", owner.namespace);
  const namespaceLabels: Labels = new Map([...labels(at(namespace?.body, "metadata", "labels")), [namespaceNameLabel, owner.namespace]]);
  return {
    owner,
    spec,
    name: `${owner.kind} ${owner.name}`,
    namespace: owner.namespace,
    namespaceLabels,
    isNamespaceKnown: namespace !== undefined,
    labels: labels(at(template, "metadata", "labels")),
    containers: all,
    ports: all.flatMap(({ ports }) => ports),
  };
}

function workload(pods: Running, objects: readonly Named[], running: readonly Running[], index: Index): Workload {
  const { owner, spec } = pods;
  const policies = objects.filter(isNetworkPolicy);
  const { account, pullSecrets } = identity(spec, owner.namespace, index);
  return {
    namespace: owner.namespace,
    kind: owner.kind,
    name: owner.name,
    runs: runs(owner, objects.filter(isScaler)),
    account,
    pullSecrets,
    services: objects.filter((object) => isService(object) && serviceSelects(object, pods)).map((service) => serviceOf(service, pods)),
    containers: pods.containers,
    attachments: attachments(spec, owner, pods.containers, index),
    hostNetwork: at(spec, "hostNetwork") === true,
    ingress: traffic("ingress", pods, policies, running),
    egress: traffic("egress", pods, policies, running),
  };
}

// identity is as whom the pod runs and pulls its images. The account speaks where the
// pod itself says nothing.
function identity(spec: unknown, namespace: string, index: Index): Pick<Workload, "account" | "pullSecrets"> {
  const name = text(at(spec, "serviceAccountName")) || text(at(spec, "serviceAccount")) || "default";
  const object = index.find("", "ServiceAccount", namespace, name);
  const mount = [at(spec, "automountServiceAccountToken"), at(object?.body, "automountServiceAccountToken")].find(isPresent);
  const own = list(at(spec, "imagePullSecrets"));
  const pullSecrets = own.length > 0 ? own : list(at(object?.body, "imagePullSecrets"));
  return {
    account: { name, existing: !object, token: isPresent(mount) || object ? mount !== false : undefined },
    pullSecrets: pullSecrets.map((reference) => {
      const name = text(at(reference, "name")) || "without a name";
      return { name, existing: !index.find("", "Secret", namespace, name) };
    }),
  };
}
