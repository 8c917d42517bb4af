// Workloads: the objects that have a pod template, and how many pods they run.
import { at, count, fields, isPresent, list, text } from "./fields";
import type { Named } from "./objects";

// Runs is how many pods there are, and when.
export interface Runs {
  readonly words: string;
  readonly stopped: boolean; // no pod runs
}

const kinds = new Set([
  "apps Deployment",
  "apps StatefulSet",
  "apps DaemonSet",
  "apps ReplicaSet",
  "batch Job",
  "batch CronJob",
  " ReplicationController",
  " Pod",
]);

// podTemplate is the template of an object's pods, or undefined when it is no workload.
// An object of a kind not known here is one by the shape of its template.
export function podTemplate({ group, kind, body }: Named): unknown {
  const known = kinds.has(`${group} ${kind}`);
  if (known && kind === "Pod") return body;
  for (const template of [at(body, "spec", "jobTemplate", "spec", "template"), at(body, "spec", "template")]) {
    if (list(at(template, "spec", "containers")).length > 0) return template;
  }
  return known ? fields(at(body, "spec", kind === "CronJob" ? "jobTemplate" : "template")) : undefined;
}

// runs takes the scalers because one of them sets the replicas of its target, unless
// there are none: then it is switched off.
export function runs({ group, kind, namespace, name, body }: Named, scalers: readonly Named[]): Runs {
  const { replicas, schedule, timeZone, suspend, parallelism, completions } = fields(body.spec);
  const running = (words: string): Runs => ({ words, stopped: false });
  switch (`${group} ${kind}`) {
    case " Pod":
      return running("1 pod");
    case "apps DaemonSet":
      return running("1 pod on each node");
    case "batch CronJob": {
      const zone = text(timeZone) === "" ? "" : ` ${text(timeZone)}`;
      const words = `at ${text(schedule) || "no time"}${zone}`;
      return suspend === true ? { words: `suspended, ${words}`, stopped: true } : running(words);
    }
    case "batch Job": {
      const most = count(parallelism, 1);
      if (suspend === true) return { words: "suspended", stopped: true };
      if (most === 0) return { words: "stopped: parallelism 0", stopped: true };
      const total = isPresent(completions) || most === 1 ? many(count(completions, 1), "completion") : "until one succeeds";
      return running(most === 1 ? total : `${total}, ${most} pods at a time`);
    }
  }
  if (count(replicas, 1) === 0) return { words: "stopped: 0 replicas", stopped: true };
  const scaler = scalers.find((scaler) => {
    const target = fields(at(scaler.body, "spec", "scaleTargetRef"));
    return scaler.namespace === namespace && target.kind === kind && target.name === name;
  });
  if (scaler) {
    const { minReplicas, maxReplicas } = fields(scaler.body.spec);
    return running(`${count(minReplicas, 1)} to ${text(maxReplicas) || "?"} replicas, scaled`);
  }
  return running(many(count(replicas, 1), "replica"));
}

export function isScaler({ group, kind }: Named): boolean {
  return group === "autoscaling" && kind === "HorizontalPodAutoscaler";
}

function many(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
