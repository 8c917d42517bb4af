// The containers of a pod, in the words of their manifest.
import { at, fields, list, text } from "./fields";
import { type ContainerPort, containerPorts } from "./ports";

export type Role = "container" | "init container" | "sidecar";

export interface Container {
  readonly name: string;
  readonly role: Role;
  readonly image: string;
  readonly ports: readonly ContainerPort[];
  readonly requests: readonly string[]; // "cpu 500m"
  readonly limits: readonly string[];
  readonly body: unknown;
}

// containers are those that run first, and then the ordinary ones.
export function containers(pod: unknown): Container[] {
  return [
    ...list(at(pod, "initContainers")).map((item) =>
      // An init container that is always restarted runs beside the others.
      container(item, at(item, "restartPolicy") === "Always" ? "sidecar" : "init container"),
    ),
    ...list(at(pod, "containers")).map((item) => container(item, "container")),
  ];
}

function container(body: unknown, role: Role): Container {
  return {
    name: text(at(body, "name")) || "without a name",
    role,
    image: text(at(body, "image")),
    ports: containerPorts(body),
    requests: quantities(at(body, "resources", "requests")),
    limits: quantities(at(body, "resources", "limits")),
    body,
  };
}

function quantities(value: unknown): string[] {
  return Object.entries(fields(value)).map(([resource, quantity]) => `${resource} ${text(quantity) || "?"}`);
}
