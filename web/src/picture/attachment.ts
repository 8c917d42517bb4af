// What a pod's containers are attached to: volumes, and the Secrets and ConfigMaps that
// their environment comes from. Of a Secret only names and keys are read.
import type { Container } from "./container";
import { at, fields, isPresent, list, text } from "./fields";
import { keys } from "./keys";
import type { Index, Named } from "./objects";
import { volume } from "./volume";

export interface Attachment {
  readonly kind: string; // of the object, or the type of the volume
  readonly name: string; // of the object, or of the volume where there is none
  readonly volume?: string; // the volume's name; only of volumes
  readonly existing: boolean; // an object that is not among these
  readonly details: readonly string[];
  readonly uses: readonly Use[];
}

// Use is where a container sees it: mount paths, or variables of its environment.
export interface Use {
  readonly container: number;
  readonly as: readonly string[];
}

export function attachments(pod: unknown, owner: Named, containers: readonly Container[], objects: Index): Attachment[] {
  return [...volumes(pod, owner, containers, objects), ...environment(owner.namespace, containers, objects)];
}

function volumes(pod: unknown, owner: Named, containers: readonly Container[], objects: Index): Attachment[] {
  const mounts = new Map<string, Use[]>();
  containers.forEach(({ body }, container) => {
    for (const [name, as] of mountsOf(body)) {
      mounts.set(name, [...(mounts.get(name) ?? []), { container, as }]);
    }
  });
  // The claim that a StatefulSet makes for each pod takes the place of a volume of its name.
  const templates = list(at(owner.body, "spec", "volumeClaimTemplates")).map((template) => ({
    name: at(template, "metadata", "name"),
    volumeClaimTemplate: template,
  }));
  const claimed = new Set(templates.map(({ name }) => name));
  const given = list(at(pod, "volumes")).filter((item) => !claimed.has(at(item, "name")));
  const attached = [...given, ...templates].map((item) => {
    const name = text(at(item, "name")) || "without a name";
    const uses = mounts.get(name) ?? [];
    mounts.delete(name);
    return { volume: name, ...volume(name, item, owner.namespace, objects), uses };
  });
  const undefinedVolumes = Array.from(mounts, ([name, uses]) => ({
    kind: "no such volume",
    name,
    volume: name,
    existing: false,
    details: [],
    uses,
  }));
  return [...attached, ...undefinedVolumes];
}

function mountsOf(container: unknown): Map<string, string[]> {
  const mounts = new Map<string, string[]>();
  const add = (name: unknown, as: string) => mounts.set(text(name), [...(mounts.get(text(name)) ?? []), as]);
  for (const mount of list(at(container, "volumeMounts"))) {
    const { name, mountPath, subPath, readOnly } = fields(mount);
    const path = text(mountPath) || "without a path";
    const part = text(subPath) === "" ? "" : ` of ${text(subPath)}`;
    add(name, `${path}${part}${readOnly === true ? " (read only)" : ""}`);
  }
  for (const device of list(at(container, "volumeDevices"))) {
    add(at(device, "name"), `${text(at(device, "devicePath")) || "without a path"} (block device)`);
  }
  return mounts;
}

function environment(namespace: string, containers: readonly Container[], objects: Index): Attachment[] {
  const sources = new Map<string, { kind: string; name: string; uses: Map<number, string[]> }>();
  const add = (container: number, kind: string, reference: unknown, as: string) => {
    const name = text(at(reference, "name")) || "without a name";
    const source = sources.get(`${kind} ${name}`) ?? { kind, name, uses: new Map<number, string[]>() };
    sources.set(`${kind} ${name}`, source);
    source.uses.set(container, [...(source.uses.get(container) ?? []), as]);
  };
  containers.forEach(({ body }, container) => {
    for (const item of list(at(body, "env"))) {
      const { secretKeyRef, configMapKeyRef } = fields(at(item, "valueFrom"));
      const variable = `$${text(at(item, "name"))}`;
      if (isPresent(secretKeyRef)) add(container, "Secret", secretKeyRef, variable);
      if (isPresent(configMapKeyRef)) add(container, "ConfigMap", configMapKeyRef, variable);
    }
    for (const item of list(at(body, "envFrom"))) {
      const { prefix, secretRef, configMapRef } = fields(item);
      const variables = text(prefix) === "" ? "every key" : `every key as $${text(prefix)}…`;
      if (isPresent(secretRef)) add(container, "Secret", secretRef, variables);
      if (isPresent(configMapRef)) add(container, "ConfigMap", configMapRef, variables);
    }
  });
  return Array.from(sources.values(), ({ kind, name, uses }) => {
    const object = objects.find("", kind, namespace, name);
    return {
      kind,
      name,
      existing: object === undefined,
      details: object ? keys(object) : [],
      uses: Array.from(uses, ([container, as]) => ({ container, as })),
    };
  });
}
