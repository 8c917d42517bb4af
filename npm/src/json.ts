// A value that is given as an input, as JSON.

const maxDepth = 64; // of lists and objects inside each other, as the engine has it

// TooDeep is why a value is no input, which a contract refuses. What is no JSON at all is a mistake in
// the program that gives it, and a TypeError.
export class TooDeep extends Error {}

// toJSON is the JSON of a value. JSON.stringify would turn into null or {} what has no JSON, and so
// another input would be accepted.
export function toJSON(value: unknown, at = "the input", depth = 1): string {
  switch (typeof value) {
    case "boolean":
    case "bigint":
      return String(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${at} is ${value}, which JSON does not have`);
      return String(value);
    case "string":
      return text(value, at);
    case "object":
      break;
    default:
      throw new TypeError(`${at} is of type ${typeof value}, which JSON does not have`);
  }
  if (value === null) return "null";
  if ("toJSON" in value && typeof value.toJSON === "function") return toJSON(value.toJSON(), at, depth);
  if (depth > maxDepth) throw new TooDeep(`the input cannot be read: it is nested deeper than ${maxDepth} levels`);
  if (Array.isArray(value)) return `[${Array.from(value, (elem, i) => toJSON(elem, `${at}[${i}]`, depth + 1)).join(",")}]`; // map would leave out holes
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`${at} is a ${prototype.constructor?.name ?? "special object"}, and not a plain object`);
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${text(key, at)}:${toJSON(member, `${at}.${key}`, depth + 1)}`);
  return `{${members.join(",")}}`;
}

function text(value: string, at: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new TypeError(`${at} has half of a surrogate pair`);
  return JSON.stringify(value);
}
