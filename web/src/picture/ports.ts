// Ports of containers, Services and network policies.
import { at, count, fields, list, text } from "./fields";

export interface Port {
  readonly protocol: string;
  readonly port: string; // a number or the name of a container's port; "" is every port
  readonly end?: number; // the last port of a range
  readonly number?: string; // what a name stands for, where that is known
}

// Ports are those that a rule allows. Every port of every protocol has a word of its
// own, because no list of ports says it.
export type Ports = readonly Port[] | "all";

export interface ContainerPort {
  readonly name: string;
  readonly number: string;
  readonly protocol: string;
}

export function containerPorts(container: unknown): ContainerPort[] {
  return list(at(container, "ports")).map((item) => {
    const { name, containerPort, protocol } = fields(item);
    return { name: text(name), number: text(containerPort) || "?", protocol: text(protocol) || "TCP" };
  });
}

// rulePorts reads the ports of a rule of a network policy. Names are those of the
// container ports given.
export function rulePorts(value: unknown, known: readonly ContainerPort[]): Ports {
  const ports = list(value);
  if (ports.length === 0) return "all";
  return ports.map((item) => {
    const { protocol, port, endPort } = fields(item);
    return resolve({ protocol: text(protocol) || "TCP", port: text(port), end: count(endPort, 0) || undefined }, known);
  });
}

// resolve adds the number that a port's name stands for.
export function resolve(port: Port, known: readonly ContainerPort[]): Port {
  const number = known.find(({ name, protocol }) => name !== "" && name === port.port && protocol === port.protocol)?.number;
  return number === undefined ? port : { ...port, number };
}

// union is what either allows, in order and without repetition.
export function union(a: Ports, b: Ports): Ports {
  if (a === "all" || b === "all") return "all";
  const every = new Set([...a, ...b].filter(({ port }) => port === "").map(({ protocol }) => protocol));
  const ports = new Map<string, Port>();
  for (const port of [...a, ...b]) {
    if (port.port === "" || !every.has(port.protocol)) ports.set(`${port.protocol} ${portWords(port)}`, port);
  }
  return Array.from(ports.values()).sort((x, y) => compare(x.protocol, y.protocol) || order(x) - order(y) || compare(x.port, y.port));
}

// Names come after numbers.
function order({ port }: Port): number {
  return /^\d+$/.test(port) ? Number(port) : Number.MAX_SAFE_INTEGER;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function portWords({ port, end, number }: Port): string {
  if (port === "") return "every port";
  if (end !== undefined) return `${port}–${end}`;
  return number === undefined ? port : `${port} (${number})`;
}

// portsWords is a list a protocol: "TCP 80, 443".
export function portsWords(ports: Ports): string[] {
  if (ports === "all") return ["all ports"];
  const protocols = new Map<string, string[]>();
  for (const port of ports) protocols.set(port.protocol, [...(protocols.get(port.protocol) ?? []), portWords(port)]);
  return Array.from(protocols, ([protocol, words]) => `${protocol} ${words.join(", ")}`);
}
