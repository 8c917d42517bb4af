import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { crc32, zip } from "../src/results/zip";

const bytes = (text: string) => new TextEncoder().encode(text);

test("checksums are those of the format", () => {
  assert.equal(crc32(bytes("123456789")), 0xcbf43926);
  assert.equal(crc32(bytes("")), 0);
});

// read reads an archive by its directory, as programs do.
function read(archive: Uint8Array<ArrayBuffer>): [name: string, text: string][] {
  const view = new DataView(archive.buffer);
  const end = archive.length - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  let at = view.getUint32(end + 16, true);
  assert.equal(at + view.getUint32(end + 12, true), end);
  const text = (from: number, length: number) => new TextDecoder("utf-8", { fatal: true }).decode(archive.subarray(from, from + length));
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    assert.equal(view.getUint32(at, true), 0x02014b50);
    const [crc, packed, size, name] = [
      view.getUint32(at + 16, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
    ];
    const local = view.getUint32(at + 42, true);
    assert.equal(view.getUint32(local, true), 0x04034b50);
    // Both places describe the file alike.
    assert.deepEqual(archive.slice(local + 4, local + 30), archive.slice(at + 6, at + 32));
    const from = local + 30 + name;
    assert.equal(packed, size);
    assert.equal(crc32(archive.subarray(from, from + size)), crc);
    const entry: [string, string] = [text(at + 46, name), text(from, size)];
    at += 46 + name;
    return entry;
  });
}

test("an archive has the files that were put into it", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.array(fc.record({ name: text, text })), (entries) => {
      const archive = zip(entries);
      assert.deepEqual(
        read(archive),
        entries.map(({ name, text }) => [name, text]),
      );
      assert.deepEqual(zip(entries), archive);
    }),
  );
});
