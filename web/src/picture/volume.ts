// Where a volume of a pod comes from.
import { at, fields, isPresent, list, text, texts } from "./fields";
import { keys } from "./keys";
import type { Index } from "./objects";

export interface Source {
  readonly kind: string;
  readonly name: string;
  readonly existing: boolean;
  readonly details: readonly string[];
}

export function volume(name: string, body: unknown, namespace: string, objects: Index): Source {
  const own = (kind: string, details: string[]): Source => ({ kind, name, existing: false, details });
  const type = Object.keys(fields(body)).find((field) => field !== "name" && isPresent(at(body, field)));
  const source = at(body, type ?? "");
  switch (type) {
    case undefined: // the API server makes it an emptyDir
      return own("emptyDir", []);
    case "persistentVolumeClaim": {
      const claim = text(at(source, "claimName")) || "without a name";
      const object = objects.find("", "PersistentVolumeClaim", namespace, claim);
      return { kind: "PersistentVolumeClaim", name: claim, existing: !object, details: object ? claimDetails(object.body) : [] };
    }
    case "volumeClaimTemplate":
      return own("PersistentVolumeClaim", ["one for each pod", ...claimDetails(source)]);
    case "ephemeral":
      return own("PersistentVolumeClaim", ["goes with the pod", ...claimDetails(at(source, "volumeClaimTemplate"))]);
    case "secret":
      return reference("Secret", text(at(source, "secretName")), source, namespace, objects);
    case "configMap":
      return reference("ConfigMap", text(at(source, "name")), source, namespace, objects);
    case "emptyDir":
      return own("emptyDir", [
        ...(at(source, "medium") === "Memory" ? ["in memory"] : texts([at(source, "medium")])),
        ...texts([at(source, "sizeLimit")]).map((size) => `at most ${size}`),
      ]);
    case "projected":
      return own(
        "projected",
        list(at(source, "sources")).map((item) => projection(item, namespace, objects)),
      );
    case "csi":
      return own("CSI", [
        ...texts([at(source, "driver")]).map((driver) => `driver ${driver}`),
        ...Object.entries(fields(at(source, "volumeAttributes"))).map(([key, value]) => `${key} ${text(value)}`),
      ]);
    default:
      return own(
        type,
        Object.values(fields(source))
          .map(text)
          .filter((detail) => detail !== ""),
      );
  }
}

// claimDetails are size, class and access of a claim.
export function claimDetails(claim: unknown): string[] {
  const { storageClassName, accessModes, resources } = fields(at(claim, "spec"));
  return [
    ...texts([at(resources, "requests", "storage")]),
    storageClassName === "" ? "no class" : text(storageClassName) || "default class",
    ...texts(accessModes),
  ];
}

function reference(kind: string, name: string, source: unknown, namespace: string, objects: Index): Source {
  const object = objects.find("", kind, namespace, name);
  const items = texts(list(at(source, "items")).map((item) => at(item, "key")));
  const details = items.length > 0 ? [`only ${items.join(", ")}`] : object ? keys(object) : [];
  return { kind, name: name || "without a name", existing: !object, details };
}

function projection(source: unknown, namespace: string, objects: Index): string {
  const { serviceAccountToken, secret, configMap } = fields(source);
  if (isPresent(serviceAccountToken)) {
    const audience = text(at(serviceAccountToken, "audience")) || "the API server";
    return `ServiceAccount token for ${audience}`;
  }
  for (const [kind, reference] of [
    ["Secret", secret],
    ["ConfigMap", configMap],
  ] as const) {
    if (!isPresent(reference)) continue;
    const name = text(at(reference, "name")) || "without a name";
    return `${kind} ${name}${objects.find("", kind, namespace, name) ? "" : " (existing)"}`;
  }
  return Object.keys(fields(source)).join(", ");
}
