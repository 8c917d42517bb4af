// The objects by what identifies them in a cluster: group, kind, namespace and name.
import type { KubernetesObject } from "../contract";
import { at, type Fields, fields, text } from "./fields";

export interface Named {
  readonly group: string; // "" is the core group
  readonly kind: string;
  readonly namespace: string; // "" where the object gives none
  readonly name: string;
  readonly body: Fields;
}

export function named(object: KubernetesObject): Named {
  const body = fields(object);
  const version = text(body.apiVersion);
  return {
    group: version.includes("/") ? version.slice(0, version.indexOf("/")) : "",
    kind: text(body.kind) || "object without a kind",
    namespace: text(at(body, "metadata", "namespace")),
    name: text(at(body, "metadata", "name")) || text(at(body, "metadata", "generateName")) || "without a name",
    body,
  };
}

// Index finds the objects that others refer to by name, and remembers which were found,
// so that the rest can be listed.
export class Index {
  readonly #objects = new Map<string, Named>();
  readonly #found = new Set<Named>();

  constructor(objects: Named[]) {
    for (const object of objects) this.#objects.set(key(object), object);
  }

  find(group: string, kind: string, namespace: string, name: string): Named | undefined {
    const object = this.#objects.get(key({ group, kind, namespace, name }));
    if (object) this.#found.add(object);
    return object;
  }

  found(object: Named): boolean {
    return this.#found.has(object);
  }
}

function key({ group, kind, namespace, name }: Omit<Named, "body">): string {
  return JSON.stringify([group, kind, namespace, name]);
}
