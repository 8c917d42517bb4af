// An archive (ZIP) that has its files as they are, not compressed: the same files give the
// same bytes, whoever makes it and when.

export interface Entry {
  name: string;
  text: string;
}

export function zip(entries: Entry[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, text } of entries) {
    const [nameBytes, content] = [encoder.encode(name), encoder.encode(text)];
    const known = description(nameBytes.length, content);
    const local = [record(0x04034b50, []), known, nameBytes, content];
    // Made by version 2.0, as is needed to read it; then no comment, the first disk, no
    // attributes.
    directory.push(
      record(0x02014b50, [[20, 2]]),
      known,
      record(
        0,
        [
          [0, 2],
          [0, 2],
          [0, 2],
          [0, 4],
          [at, 4],
        ],
        0,
      ),
      nameBytes,
    );
    parts.push(...local);
    at += sizeOf(local);
  }
  const size = sizeOf(directory);
  const end = record(0x06054b50, [
    [0, 2],
    [0, 2],
    [entries.length, 2],
    [entries.length, 2],
    [size, 4],
    [at, 4],
    [0, 2],
  ]);
  return joined([...parts, ...directory, end]);
}

const sizeOf = (parts: Uint8Array[]): number => parts.reduce((size, { length }) => size + length, 0);

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

type Field = [value: number, bytes: 2 | 4];

// record is numbers in little endian behind a signature, if it has one.
function record(signature: number, numbers: Field[], signatureBytes: 0 | 4 = 4): Uint8Array {
  const all: [number, number][] = [[signature, signatureBytes], ...numbers];
  return Uint8Array.from(all.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff)));
}

// utf8 says that names are UTF-8, and firstDay is the first day that the format knows,
// 1980-01-01.
const utf8 = 1 << 11;
const firstDay = (1 << 5) | 1;

// description is what stands in both places that describe a file.
function description(nameLength: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  return record(
    0,
    [
      [20, 2],
      [utf8, 2],
      [0, 2],
      [0, 2],
      [firstDay, 2],
      [crc32(content), 4],
      [length, 4],
      [length, 4],
      [nameLength, 2],
      [0, 2],
    ],
    0,
  );
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff]!;
  return ~crc >>> 0;
}
