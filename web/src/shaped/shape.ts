// Shape is what is known of a value before the input is: its parts, and the inputs that each
// of them depends on. It is not changed once it is made.
export interface Shape {
  // on is what the value itself depends on: which scalar it is, how many elements it has, or
  // whether it is something else altogether.
  readonly on: Inputs;
  // present is what decides whether it is there, in what is around it.
  readonly present: Inputs;
  // members are those of an object whose keys are known, rest are all others, and elems all
  // elements of a list, taken together.
  readonly members: ReadonlyMap<string, Shape>;
  readonly rest?: Shape | undefined;
  readonly elems?: Shape | undefined;
}

// Inputs are inputs and attributes of them, by their paths.
export type Inputs = ReadonlySet<string>;

export const none: Inputs = new Set();
export const nothing: Shape = { on: none, present: none, members: new Map() };

export function union(...sets: Inputs[]): Inputs {
  const filled = sets.filter(({ size }) => size > 0);
  return filled.length < 2 ? (filled[0] ?? none) : new Set(filled.flatMap((set) => [...set]));
}

// scalar is a value without parts that are known.
export const scalar = (on: Inputs): Shape => ({ ...nothing, on });

export const under = (shape: Shape, on: Inputs): Shape => (on.size === 0 ? shape : { ...shape, on: union(shape.on, on) });
export const when = (shape: Shape, on: Inputs): Shape => (on.size === 0 ? shape : { ...shape, present: union(shape.present, on) });

// taken is a part on its own: where it is missing, what takes it has another value.
export const taken = (shape: Shape, around: Inputs = none): Shape => ({
  ...shape,
  on: union(shape.on, shape.present, around),
  present: none,
});

// join is either of two.
export function join(a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  if (!a || !b || a === b) return a ?? b;
  const members = new Map(a.members);
  for (const [key, member] of b.members) members.set(key, join(members.get(key), member)!);
  return {
    on: union(a.on, b.on),
    present: union(a.present, b.present),
    members,
    rest: join(a.rest, b.rest),
    elems: join(a.elems, b.elems),
  };
}

// everything is what any part of a value depends on.
export function everything(shape: Shape | undefined): Inputs {
  if (!shape) return none;
  return union(
    shape.on,
    shape.present,
    everything(shape.rest),
    everything(shape.elems),
    ...Array.from(shape.members.values(), (member) => everything(member)),
  );
}

// keys are what the keys of an object, or the number of elements of a list, depend on.
export const keys = ({ on, members, rest }: Shape): Inputs =>
  union(on, rest?.present ?? none, ...Array.from(members.values(), ({ present }) => present));

// member is what an object has under a key.
export const member = ({ on, members, rest }: Shape, key: string): Shape => taken(join(members.get(key), rest) ?? nothing, on);

// some is any of the members or elements.
export function some({ on, members, rest, elems }: Shape): Shape {
  return taken([...members.values()].reduce<Shape | undefined>((all, one) => join(all, one), join(rest, elems)) ?? nothing, on);
}
