// The description of a contract's inputs, made from the model.
import type * as stored from "../../web/src/contract";
import type { Field, Type } from "../index";

export function fields(model: string): Field[] {
  return (JSON.parse(model) as stored.Contract).inputs.map(field);
}

function field({ name, doc = "", type, optional = false, default: literal, sensitive = false, effect = "" }: stored.Field): Field {
  const described: Field = { name, doc, type: typeOf(type), required: !optional && literal === undefined, sensitive, effect };
  if (literal !== undefined) described.default = literal[0];
  return described;
}

function typeOf({ kind, nullable = false, elem, fields, constraint }: stored.Type): Type {
  const described: Type = { kind: kind as Type["kind"], nullable };
  if (elem !== undefined) described.elem = typeOf(elem);
  if (kind === "object") described.fields = (fields ?? []).map(field);
  if (constraint !== undefined) {
    described.constraint = constraint.words;
    const choices = constraint.any_of.flatMap(({ equals }) => equals ?? []);
    if (choices.length === constraint.any_of.length) described.choices = choices;
  }
  return described;
}
