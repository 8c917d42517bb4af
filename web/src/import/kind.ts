// What kind of text is imported, by the name of its file or by how it begins.
import { identifierPattern } from "../hcl/cursor";

export type Kind = "hcl" | "variables" | "env" | "json" | "yaml";

// kindOfName is undefined for a file that is an input, or whose name says nothing.
export function kindOfName(name: string): "hcl" | "variables" | "env" | undefined {
  if (/\.tfvars\.json$/i.test(name)) return "variables";
  if (/\.(?:tfvars|tf|hcl)$/i.test(name)) return "hcl";
  return /(?:^|\.)env(?:\.[\w-]+)?$/i.test(name) && !/\.(?:ya?ml|json)$/i.test(name) ? "env" : undefined;
}

const block = new RegExp(`^${identifierPattern}(?:[ \\t]+(?:"[^"\\n]*"|${identifierPattern}))*[ \\t]*\\{`, "u");
const argument = new RegExp(`^${identifierPattern}[ \\t]*=`, "u");

// kindOf looks at the first line that is no comment. NAME=value is of a shell, and
// name = value of Terraform.
export function kindOf(text: string): Kind {
  const begin = text
    .slice(0, 1 << 16)
    .replace(/^(?:\s|\ufeff|#.*|\/\/.*|\/\*[^]*?\*\/)+/, "")
    .slice(0, 1000);
  if (/^[{[]/.test(begin)) return "json";
  if (/^(?:export[ \t]+)?(?:TF_VAR_\w+|[A-Z_][A-Z0-9_]*)=/.test(begin) || /^export[ \t]/.test(begin)) return "env";
  return block.test(begin) || argument.test(begin) ? "hcl" : "yaml";
}
