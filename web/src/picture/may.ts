// May is whether something holds for all that is asked about: for some of it only, or where
// the objects do not say, it depends.
export type May = "yes" | "no" | "depends";

export const all = (...parts: May[]): May => (parts.includes("no") ? "no" : parts.includes("depends") ? "depends" : "yes");
export const any = (...parts: May[]): May => (parts.includes("yes") ? "yes" : parts.includes("depends") ? "depends" : "no");
export const whether = (holds: boolean): May => (holds ? "yes" : "no");
