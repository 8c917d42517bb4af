// The expressions of a compiled contract (internal/model's Expr), as model.json has them.
import type { Literal } from "../contract";

export interface Expression {
  op: string;
  name?: string;
  value?: Literal;
  args?: Expression[];
  elems?: Element[];
}

export interface Element {
  clauses?: Clause[];
  key?: Expression;
  value: Expression;
}

export interface Clause {
  if?: Expression;
  for?: { key?: string; value?: string; in: Expression };
}

// ModelObject is an object of the contract, before an input is known.
export interface ModelObject {
  name: string;
  kind: string;
  if?: Expression;
  each?: { clauses: Clause[]; key: Expression; prefix?: string; suffix?: string };
  body: Expression;
}

export interface Local {
  name: string;
  value: Expression;
}
