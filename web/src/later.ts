// What of the page is loaded when it is first wanted: together, because each part of its own
// would cut what the parts share into pieces, which the page would have to load one by one before
// it shows anything. The editor is larger than all of it, and comes by itself.
export { perform } from "./background/work";
export { Form } from "./form/form";
export { bring } from "./import/bring";
export { Picture } from "./picture/picture";
export { Changes } from "./results/changes";
export { choose } from "./results/fleet";
export { RowBar } from "./rows/bar";
export { Offer } from "./rows/offer";
export { Rows } from "./rows/rows";
export { openTable } from "./rows/table";
export { ShapedBy } from "./shaped/by";
export { Reaches } from "./shaped/reaches";
