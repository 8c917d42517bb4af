// What a part of the picture is about: an object that is among the manifests, or a part
// of it.
export interface Ref {
  readonly kind: string;
  readonly namespace: string; // "" where the object gives none
  readonly name: string;
  readonly path?: readonly (string | number)[];
}

// refOf leads to an object that belongs to a workload, if it is among the manifests.
export function refOf(
  object: Pick<Ref, "kind" | "name"> & { readonly existing?: boolean },
  { namespace }: Pick<Ref, "namespace">,
): Ref | undefined {
  return object.existing ? undefined : { kind: object.kind, namespace, name: object.name };
}
