import assert from "node:assert/strict";
import { test } from "node:test";
import { lineOf } from "../src/results/line";

const yaml = `kind: NetworkPolicy
spec:
  egress:
  - ports:
    - port: 53
    to:
    - podSelector: {}
  - to:
    - ipBlock:
        cidr: 10.0.0.0/8
  podSelector: {}
`;

test("a part of a manifest begins in a line", () => {
  assert.equal(lineOf(yaml, ["spec", "egress", 0]), 3);
  assert.equal(lineOf(yaml, ["spec", "egress", 1]), 7);
  assert.equal(lineOf(yaml, ["kind"]), 0);
  assert.equal(lineOf(yaml, ["nothing", "there"]), 0);
});
