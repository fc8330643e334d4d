/** A text as a literal of JavaScript and of Python, which read JSON's escapes in the same way. */
export function quoted(value: unknown): string {
  return JSON.stringify(value);
}

/** A text between single quotes of a shell. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
