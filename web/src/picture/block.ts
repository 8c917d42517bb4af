// Blocks of addresses, IPv4 and IPv6.
import type { May } from "./may";

// Block is a range of addresses of one family, both ends included.
export interface Block {
  readonly bits: 32 | 128;
  readonly from: bigint;
  readonly to: bigint;
}

// blockOf reads an address, or a block in CIDR notation.
export function blockOf(text: string): Block | undefined {
  const [, address, length] = /^([0-9a-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const parsed = address === undefined ? undefined : (ipv4(address) ?? ipv6(address));
  if (!parsed || Number(length ?? 0) > parsed.bits) return undefined;
  const size = 1n << BigInt(parsed.bits - Number(length ?? parsed.bits));
  const from = (parsed.at / size) * size;
  return { bits: parsed.bits, from, to: from + size - 1n };
}

type Address = { bits: 32 | 128; at: bigint };

function ipv4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return { bits: 32, at: parts.reduce((at, part) => at * 256n + BigInt(part), 0n) };
}

function ipv6(text: string): Address | undefined {
  const tail = /(?<=:)\d+\.\d+\.\d+\.\d+$/.exec(text)?.[0];
  if (tail !== undefined) {
    const at = ipv4(tail)?.at;
    if (at === undefined) return undefined;
    text = `${text.slice(0, -tail.length)}${(at >> 16n).toString(16)}:${(at & 0xffffn).toString(16)}`;
  }
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const given = halves.flat();
  const missing = 8 - given.length;
  if (!given.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...halves[0]!, ...Array<string>(missing).fill("0"), ...(halves[1] ?? [])];
  return { bits: 128, at: groups.reduce((at, group) => at * 65536n + BigInt(`0x${group}`), 0n) };
}

// within reports whether the addresses of a block are in another one, and in none of those
// that it makes exceptions of.
export function within(asked: Block, cidr: string, except: readonly string[]): May {
  const block = blockOf(cidr);
  const common = block && intersection(asked, block);
  if (!common) return "no";
  const gaps = except.flatMap((cidr) => {
    const gap = blockOf(cidr);
    return (gap && intersection(common, gap)) ?? [];
  });
  gaps.sort((a, b) => (a.from < b.from ? -1 : 1));
  let left = common.to - common.from + 1n;
  let next = common.from;
  for (const { from, to } of gaps) {
    const begin = larger(from, next);
    if (to < begin) continue;
    left -= to - begin + 1n;
    next = to + 1n;
  }
  if (left === 0n) return "no";
  return left === asked.to - asked.from + 1n ? "yes" : "depends";
}

// divided is a block in parts, each of which is in every one of the given blocks as a whole or not at all.
export function divided(block: Block, cidrs: readonly string[]): Block[] {
  const begins = new Set([block.from]);
  for (const cidr of cidrs) {
    const other = blockOf(cidr);
    const common = other && intersection(block, other);
    if (!common) continue;
    begins.add(common.from);
    if (common.to < block.to) begins.add(common.to + 1n);
  }
  const sorted = [...begins].sort((a, b) => (a < b ? -1 : 1));
  return sorted.map((from, i) => ({ bits: block.bits, from, to: (sorted[i + 1] ?? block.to + 1n) - 1n }));
}

function intersection(a: Block, b: Block): Block | undefined {
  const from = larger(a.from, b.from);
  const to = -larger(-a.to, -b.to);
  return a.bits !== b.bits || from > to ? undefined : { bits: a.bits, from, to };
}

// larger is for what Math.max does not take.
function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}
