// Where the module is, as its call says it.
import { signal } from "@preact/signals";

// fallback is where the project has the module, which the engine writes when there is no other.
export const fallback = "./generated/terraform";

// source is what was typed or imported.
export const source = signal("");

// oddity says why Terraform may not find a module at an address: what is no directory, no
// address of a registry and none with a protocol is one of a registry to it.
export function oddity(address: string): string {
  if (address === "" || /^\.\.?\//.test(address)) return "";
  if (/[\s"\\]|\$\{|%\{/.test(address)) return "An address has no spaces, quotes or templates.";
  if (/^\//.test(address)) return "A directory is named from the template: begin with ./ or ../";
  if (/^[a-z0-9]+::|^[a-z0-9+]+:\/\/|^git@|^(?:github\.com|bitbucket\.org)\//.test(address)) return "";
  if (/^(?:[\w.-]+(?::\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/[^?]*)?$/.test(address)) {
    return 'This is an address in a registry: add a version, as in version = "1.0.0".';
  }
  return "Terraform will not find it: begin with ./ or ../ for a directory.";
}
