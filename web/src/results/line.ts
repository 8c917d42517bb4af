import { isNode, parseDocument } from "yaml";

// lineOf is the line of a manifest, counted from 0, that what is at a path begins in.
export function lineOf(yaml: string, path: readonly (string | number)[]): number {
  const node = parseDocument(yaml).getIn(path, true);
  const [offset] = (isNode(node) && node.range) || [0];
  return yaml.slice(0, offset).split("\n").length - 1;
}
