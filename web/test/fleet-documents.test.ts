// A file of recorded inputs is cut where the command line cuts it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Documents, type Format, formatOf, type Piece } from "../src/fleet/documents";

const bytes = (text: string) => new TextEncoder().encode(text);

// cut cuts a file that arrives in chunks of a size.
function cut(file: Uint8Array, format: Format, size: number): Piece[] {
  const documents = new Documents(format);
  const pieces: Piece[] = [];
  for (let at = 0; at < file.length; at += size) pieces.push(...documents.push(file.subarray(at, at + size)));
  return [...pieces, ...documents.end()];
}

const cases: [name: string, format: Format, file: string, want: Piece[]][] = [
  [
    "lines",
    "ndjson",
    '{"a":1}\n\n{"a":2}\r\n{"a":3}',
    [
      { line: 1, text: '{"a":1}\n' },
      { line: 3, text: '{"a":2}\r\n' },
      { line: 4, text: '{"a":3}' },
    ],
  ],
  [
    "a bad line in the middle",
    "ndjson",
    '{"a":1}\n{"a":\n{"a":3}\n',
    [
      { line: 1, text: '{"a":1}\n' },
      { line: 2, text: '{"a":\n' },
      { line: 3, text: '{"a":3}\n' },
    ],
  ],
  ["a mark before the first line", "ndjson", "\ufeff{}\n", [{ line: 1, text: "{}\n" }]],
  [
    "values of several lines",
    "json",
    '{"a":\n1} {"b":"}\\"{"}\n\n[\n]',
    [
      { line: 1, text: '{"a":\n1}' },
      { line: 2, text: ' {"b":"}\\"{"}' },
      { line: 4, text: "[\n]" },
    ],
  ],
  [
    "a value without brackets",
    "json",
    'x\n{"a":1}',
    [
      { line: 1, text: "x\n" },
      { line: 2, text: '{"a":1}' },
    ],
  ],
  [
    "YAML documents",
    "yaml",
    "# first\na: 1\n---\na: 2\n--- # third\na: 3\n...\n# nothing\n",
    [
      { line: 1, text: "# first\na: 1\n" },
      { line: 3, text: "---\na: 2\n" },
      { line: 5, text: "--- # third\na: 3\n...\n" },
    ],
  ],
  ["YAML that begins with a marker", "yaml", "\n# x\n---\na: 1\n", [{ line: 2, text: "# x\n---\na: 1\n" }]],
  ["what looks like a marker", "yaml", "a: |\n  ---\n----: 2\n", [{ line: 1, text: "a: |\n  ---\n----: 2\n" }]],
  ["nothing", "yaml", "\n# nothing\n", [{ line: 1, problem: "the file is empty: an input is an object" }]],
  ["nothing at all", "ndjson", "", [{ line: 1, problem: "the file is empty: an input is an object" }]],
];

test("a file is cut alike whatever the chunks are", () => {
  for (const [name, format, file, want] of cases) {
    for (const size of [1, 2, 3, 7, 1 << 20]) assert.deepEqual(cut(bytes(file), format, size), want, `${name}, ${size} bytes at a time`);
  }
});

test("what is no text is no document, and the next one is", () => {
  assert.deepEqual(cut(new Uint8Array([0xff, 10, ...bytes("{}\n")]), "ndjson", 2), [
    { line: 1, problem: "the document is not UTF-8 text" },
    { line: 2, text: "{}\n" },
  ]);
});

test("a document without an end ends the file, and is not kept", () => {
  for (const format of ["yaml", "json", "ndjson"] as const) {
    const documents = new Documents(format);
    const chunk = bytes(`{"a": "${"x".repeat(1 << 16)}`.slice(0, 1 << 16));
    const pieces = Array.from({ length: 3200 }, () => documents.push(chunk)).flat(); // 200 MiB
    assert.deepEqual([...pieces, ...documents.end()], [{ line: 1, problem: "the document is larger than 1 MiB" }]);
  }
});

test("the format is that of the name, or of the first character", () => {
  const formats = ["x.yaml", "x.yml", "x.json", "x.ndjson", "x.jsonl"].map((name) => formatOf(name, bytes("{")));
  assert.deepEqual(formats, ["yaml", "yaml", "json", "ndjson", "ndjson"]);
  assert.deepEqual(
    [" \n{", "[", "a: 1", ""].map((begin) => formatOf("fleet", bytes(begin))),
    ["json", "json", "yaml", "yaml"],
  );
});
