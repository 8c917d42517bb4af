// The peers of a pod in one direction, as both sides of the picture show them.
import { peerWidth } from "./columns";
import { type Block, block, details, type Passage, padding } from "./drawing";
import { portsWords } from "./ports";
import type { Ref } from "./ref";
import type { Direction, Traffic } from "./traffic";
import { deniedWords, directionWords, type PeerWords, peerWords, unrestrictedWords, verdict } from "./words";

export interface Pill {
  readonly rows: Block;
  readonly ports: Block; // at its line
  readonly of?: Ref | undefined; // the rule, or a policy where none lets anything pass
}

export function pills(direction: Direction, traffic: Traffic, portsRoom: number): Pill[] {
  const room = peerWidth - 2 * padding;
  return peers(direction, traffic).map(({ words, ports, of }) => ({
    of,
    rows: [...block("name", words.name, room, 3), ...details(words.details, room, 5)],
    ports: block("detail", ports.join("; "), portsRoom, 4),
  }));
}

export function heading(direction: Direction, traffic: Traffic, room: number): Block {
  return [...block("caption", directionWords[direction], room), ...block("detail", policyWords(traffic), room, 3)];
}

function peers(direction: Direction, traffic: Traffic): { words: PeerWords; ports: string[]; of?: Ref | undefined }[] {
  const passage: Passage = verdict(traffic);
  if (passage === "unrestricted") return [{ words: unrestrictedWords(direction), ports: ["all ports"] }];
  if (passage === "denied") return [{ words: deniedWords[direction], ports: ["refused"], of: traffic.policy }];
  return traffic.flows.map(({ peer, ports, rule }) => ({ words: peerWords(peer, direction), ports: portsWords(ports), of: rule }));
}

function policyWords({ policies }: Traffic): string {
  if (policies.length === 0) return "no NetworkPolicy";
  if (policies.length === 1) return `by ${policies[0]}`;
  return `by ${policies.length} policies: ${policies.join(", ")}`;
}
