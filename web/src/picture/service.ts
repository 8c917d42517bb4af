// Services and the pods that they lead to.
import { at, fields, list, text } from "./fields";
import type { Named } from "./objects";
import { equalities, selects } from "./selector";
import type { Pods } from "./traffic";

export interface Service {
  readonly name: string;
  readonly type: string;
  readonly ports: readonly string[]; // "TCP 80 → http (8080)"
}

export function isService({ group, kind }: Named): boolean {
  return group === "" && kind === "Service";
}

export function serviceSelects(service: Named, pods: Pods): boolean {
  const selector = equalities(at(service.body, "spec", "selector"));
  // Those have their endpoints from elsewhere.
  if (selector.length === 0 || serviceType(service) === "ExternalName") return false;
  return service.namespace === pods.namespace && selects(selector, pods.labels);
}

export function serviceType({ body }: Named): string {
  if (at(body, "spec", "clusterIP") === "None") return "headless";
  return text(at(body, "spec", "type")) || "ClusterIP";
}

export function serviceOf(service: Named, pods: Pods): Service {
  const ports = list(at(service.body, "spec", "ports")).map((item) => {
    const { protocol, port, targetPort } = fields(item);
    const words = `${text(protocol) || "TCP"} ${text(port) || "?"}`;
    const target = text(targetPort) || text(port);
    if (/^\d*$/.test(target)) return target === text(port) ? words : `${words} → ${target}`;
    const known = pods.ports.find(({ name, protocol: of }) => name === target && of === (text(protocol) || "TCP"));
    return `${words} → ${target} ${known ? `(${known.number})` : "(no such port)"}`;
  });
  return { name: service.name, type: serviceType(service), ports };
}
