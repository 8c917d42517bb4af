// A reader of files of environment variables (.env).
import { maxBytes, Refusal } from "../text/refusal";

// Variable is a line of the file. Its text is not known when something is put into it.
export interface Variable {
  name: string;
  offset: number;
  text: string | undefined;
}

const assignment = /(?:export[ \t]+)?([A-Za-z_][\w.-]*)(?:[ \t]*=[ \t]*|(?=[ \t\r]*$))/my;
const value = /'([^']*)'|"((?:[^"\\]|\\[^])*)"|([^\n]*)/y;
const rest = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
const blank = /(?:\s|#[^\n]*)*/y;
const escapes: { [letter: string]: string } = { n: "\n", r: "\r", t: "\t" };

// parseEnv reads what shells and tools for containers agree on, or fails with a Refusal.
export function parseEnv(text: string): Variable[] {
  if (text.length > maxBytes) throw new Refusal(`it is larger than ${maxBytes >> 10} KiB`, 0);
  const variables = new Map<string, Variable>();
  let at = text.startsWith("\ufeff") ? 1 : 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    at += match?.[0].length ?? 0;
    return match;
  };
  for (take(blank); at < text.length; take(blank)) {
    const offset = at;
    const assigned = take(assignment);
    if (!assigned) throw new Refusal("a line is not NAME=value", at);
    const name = assigned[1]!;
    const isAssigned = assigned[0].includes("=");
    const [, single, double, plain] = isAssigned ? take(value)! : [];
    if (plain?.startsWith("'") || plain?.startsWith('"')) throw new Refusal("a quote is not closed", at - plain.length);
    if (plain === undefined && !take(rest)) throw new Refusal("something follows the closing quote", at);
    variables.delete(name); // of two with one name, the last one counts
    variables.set(name, { name, offset, text: single ?? meaning(double, plain) });
  }
  return [...variables.values()];
}

// meaning is the text in double quotes, or that of a whole line; undefined when a shell would
// put something into it, or a line has a name alone.
function meaning(double: string | undefined, plain: string | undefined): string | undefined {
  if (double !== undefined) {
    if (/(?<!\\)(?:\\\\)*(?:\$[\w{(]|`)/.test(double)) return undefined;
    return double.replace(/\\([^])/g, (sequence, letter: string) => escapes[letter] ?? (/["\\$`]/.test(letter) ? letter : sequence));
  }
  if (plain === undefined) return undefined;
  const text = plain.replace(/(?:^|\s)#.*$/, "").trim();
  return /\$[\w{(]|`/.test(text) ? undefined : text;
}
