// variableName is the name of the variable that an input is (internal/model's SnakeCase).
export const variableName = (input: string): string =>
  input.replace(/(?<=[^\p{Lu}_])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, "_").toLowerCase();
