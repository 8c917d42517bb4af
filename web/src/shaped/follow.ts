// Where the inputs of a contract go: the shapes of its expressions. This is an upper bound, as
// in internal/influence: what a shape does not name, no input of the contract changes.
import type { Contract, Field, Json, Type } from "../contract";
import { formatPath, type Step } from "../value";
import type { Clause, Element, Expression, Local } from "./expression";
import { everything, type Inputs, join, keys, member, none, nothing, type Shape, scalar, some, taken, under, union, when } from "./shape";

// These put lists together without looking at what is in them.
const keepOrder = new Set(["concat", "reverse"]);

type Variables = ReadonlyMap<string, Shape>;

export class Follower {
  private readonly inputs = new Map<string, Shape>();
  private readonly locals = new Map<string, Shape>();

  constructor(private readonly contract: Contract & { locals?: Local[] }) {}

  shape(e: Expression, variables: Variables = new Map()): Shape {
    const [x, y, z] = e.args ?? [];
    const of = (arg: Expression | undefined) => (arg ? this.shape(arg, variables) : nothing);
    switch (e.op) {
      case "literal":
        return constant(e.value![0]);
      case "input":
        return this.input(e.name!);
      case "local":
        return this.local(e.name!);
      case "var":
        return variables.get(e.name!) ?? nothing;
      case "get":
        return member(of(x), e.name!);
      case "index":
        return y!.op === "literal" && typeof y!.value![0] === "string"
          ? member(of(x), y!.value![0])
          : under(some(of(x)), everything(of(y)));
      case "if":
        return under(join(of(y), of(z)) ?? nothing, everything(of(x)));
      case "list":
      case "object":
        return this.collection(e.op, e.elems ?? [], variables);
      case "object_ref":
        return of(x);
      case "recorded":
        return nothing;
      case "has":
        return scalar(x ? presence(of(x), e.name!) : this.input(e.name!).present);
      case "given":
        return scalar(everything(member(of(x), e.name!)));
      case "has_key":
        return scalar(union(keys(of(x)), everything(of(y))));
      case "call":
        return this.call(e, (e.args ?? []).map(of));
    }
    return scalar(union(...(e.args ?? []).map((arg) => everything(of(arg)))));
  }

  // clauses are what they depend on, and the variables that they bring.
  clauses(clauses: readonly Clause[], variables: Variables = new Map()): { on: Inputs; variables: Variables } {
    let on = none;
    const scope = new Map(variables);
    for (const clause of clauses) {
      if (clause.if) on = union(on, everything(this.shape(clause.if, scope)));
      if (!clause.for) continue;
      const all = this.shape(clause.for.in, scope);
      const turns = keys(all);
      if (clause.for.key) scope.set(clause.for.key, scalar(turns));
      if (clause.for.value) scope.set(clause.for.value, under(some(all), turns));
      on = union(on, turns);
    }
    return { on, variables: scope };
  }

  private input(name: string): Shape {
    const known = this.inputs.get(name);
    if (known) return known;
    const field = this.contract.inputs.find((field) => field.name === name);
    const shape = field ? ofField(field, []) : nothing;
    this.inputs.set(name, shape);
    return shape;
  }

  private local(name: string): Shape {
    const known = this.locals.get(name);
    if (known) return known;
    const local = this.contract.locals?.find((local) => local.name === name);
    const shape = local ? this.shape(local.value) : nothing;
    this.locals.set(name, shape);
    return shape;
  }

  private collection(op: "list" | "object", elements: readonly Element[], variables: Variables): Shape {
    let on = none;
    let elems: Shape | undefined;
    let rest: Shape | undefined;
    const members = new Map<string, Shape>();
    const add = (key: string, value: Shape) => members.set(key, join(members.get(key), value)!);
    for (const { clauses = [], key, value } of elements) {
      const there = this.clauses(clauses, variables);
      const shape = this.shape(value, there.variables);
      if (op === "list") {
        on = union(on, there.on);
        elems = join(elems, taken(shape));
      } else if (!key) {
        const around = union(there.on, shape.on, shape.present);
        for (const [name, one] of shape.members) add(name, when(one, around));
        if (shape.rest) rest = join(rest, when(shape.rest, around));
      } else if (key.op === "literal") {
        add(String(key.value![0]), when(taken(shape), there.on));
      } else {
        rest = join(rest, when(taken(shape), union(there.on, everything(this.shape(key, there.variables)))));
      }
    }
    return { on, present: none, members, rest, elems };
  }

  private call({ name }: Expression, args: Shape[]): Shape {
    if (!keepOrder.has(name!) || args.some(({ elems, members }) => !elems && members.size > 0))
      return scalar(union(...args.map(everything)));
    const elems = args.reduce<Shape | undefined>((all, { elems }) => join(all, elems), undefined);
    return { ...nothing, on: union(...args.map(({ on, present }) => union(on, present))), elems };
  }
}

function presence({ on, members, rest }: Shape, name: string): Inputs {
  return union(on, (join(members.get(name), rest) ?? nothing).present);
}

function ofField({ name, type, optional }: Field, around: Step[]): Shape {
  const path = [...around, name];
  const own = new Set([formatPath(path)]);
  let shape = ofType(type, own, path);
  if (optional || type.nullable) shape = under(shape, own);
  return optional ? when(shape, own) : shape;
}

function ofType({ kind, fields = [], elem }: Type, own: Inputs, path: Step[]): Shape {
  if (kind === "object") return { ...nothing, members: new Map(fields.map((field) => [field.name, ofField(field, path)])) };
  if (kind === "list" && elem) return { ...nothing, on: own, elems: inside(elem, own) };
  if (kind === "map" && elem) return { ...nothing, on: own, rest: when(inside(elem, own), own) };
  return scalar(own);
}

// inside is a value in an element: what is in an element is of the input as a whole.
function inside({ kind, fields = [], elem }: Type, own: Inputs): Shape {
  if (kind === "object")
    return { ...nothing, on: own, members: new Map(fields.map(({ name, type }) => [name, when(inside(type, own), own)])) };
  if (elem) return kind === "list" ? { ...nothing, on: own, elems: inside(elem, own) } : { ...nothing, on: own, rest: inside(elem, own) };
  return scalar(own);
}

function constant(value: Json): Shape {
  if (Array.isArray(value)) {
    const elems = value.reduce<Shape | undefined>((all, one) => join(all, constant(one)), undefined);
    return { ...nothing, elems };
  }
  if (value === null || typeof value !== "object") return nothing;
  return { ...nothing, members: new Map(Object.entries(value).map(([key, one]) => [key, constant(one)])) };
}
