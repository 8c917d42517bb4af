import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, settled, text, write } from "../src/input";
import { read } from "../src/text";
import { equal } from "../src/text/change";

// Missing is a worker whose script is not there.
class Missing {
  static made = 0;
  onerror: () => void = () => undefined;

  constructor() {
    Missing.made++;
    setTimeout(() => this.onerror());
  }

  postMessage(): void {}
}
(globalThis as { Worker: unknown }).Worker = Missing;

const large = `owner: alice\nstartup_command:\n${"- some row\n".repeat(1000)}`;

test("without a worker the page's own thread does what is for the background", async () => {
  begin(large, "yaml");
  await settled();
  assert.ok(equal(text.peek().value, read(large, "yaml").value));
  write(`${large}- more\n`, "yaml");
  await settled();
  assert.ok(equal(text.peek().value, read(`${large}- more\n`, "yaml").value));
  assert.equal(Missing.made, 1);
});
