// The text about an object that is listed by itself.
import { at, fields, list, text, texts } from "./fields";
import { keys } from "./keys";
import type { Named } from "./objects";
import { equalities, selectorWords } from "./selector";
import { isService, serviceType } from "./service";
import { isNetworkPolicy } from "./traffic";
import { claimDetails } from "./volume";

export function note(object: Named): string[] {
  const { group, kind, body } = object;
  if (isService(object)) return service(object);
  if (isNetworkPolicy(object)) return ["selects no pod of these"];
  switch (`${group} ${kind}`) {
    case " Secret":
    case " ConfigMap":
      return keys(object);
    case " PersistentVolumeClaim":
      return claimDetails(body);
    case "networking.k8s.io Ingress":
      return list(at(body, "spec", "rules")).flatMap(ingressRule);
    case "rbac.authorization.k8s.io RoleBinding":
    case "rbac.authorization.k8s.io ClusterRoleBinding": {
      const subjects = list(at(body, "subjects")).map((subject) => `${text(at(subject, "kind"))} ${text(at(subject, "name"))}`);
      return [`${text(at(body, "roleRef", "kind"))} ${text(at(body, "roleRef", "name"))}`, ...subjects.map((subject) => `for ${subject}`)];
    }
    case "rbac.authorization.k8s.io Role":
    case "rbac.authorization.k8s.io ClusterRole":
      return list(at(body, "rules")).map((rule) => `${texts(at(rule, "verbs")).join(", ")} ${texts(at(rule, "resources")).join(", ")}`);
    case "autoscaling HorizontalPodAutoscaler":
      return [`scales ${text(at(body, "spec", "scaleTargetRef", "kind"))} ${text(at(body, "spec", "scaleTargetRef", "name"))}`];
    default:
      return [];
  }
}

function service(object: Named): string[] {
  const { selector, externalName } = fields(object.body.spec);
  if (serviceType(object) === "ExternalName") return [`leads to ${text(externalName) || "no name"}`];
  const labels = equalities(selector);
  return labels.length === 0 ? ["has no selector"] : ["selects no pod of these", selectorWords(labels)];
}

function ingressRule(rule: unknown): string[] {
  const host = text(at(rule, "host")) || "every host";
  return list(at(rule, "http", "paths")).map((path) => {
    const service = text(at(path, "backend", "service", "name"));
    return `${host}${text(at(path, "path"))}${service === "" ? "" : ` → Service ${service}`}`;
  });
}
