// The table is for people. What is beyond that, gen vet takes.
export const mostRows = 10_000;
export const mostCharacters = 32 << 20; // in all documents together
