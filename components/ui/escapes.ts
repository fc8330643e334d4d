const SIGNS: readonly [sign: string, stands: string][] = [
  ["\\\\", "\\"],
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
];

/** Text on one line: what cannot be seen is written as programmers do (`\n`). */
export function escaped(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (found) => {
    return SIGNS.find(([, stands]) => stands === found)?.[0] ?? found;
  });
}

/** The text that `escaped` wrote; a backslash before anything else is itself. */
export function unescaped(typed: string): string {
  return typed.replace(/\\[\\nrt]/g, (found) => {
    return SIGNS.find(([sign]) => sign === found)?.[1] ?? found;
  });
}
