/** What a terminal would act on, not show: C0, DEL and C1. */
const CONTROL = /\p{Cc}/gu;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * One line in which every control character is spelled as in JSON. Names are chosen by users, and
 * must neither steer the terminal of who reads them nor make lines of their own.
 */
export function visible(line: string): string {
  return line.replace(CONTROL, escaped);
}

/** Rows with their columns under each other, a line each. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map(visible));
  const widths = (shown[0] ?? []).map((_, column) =>
    Math.max(...shown.map((row) => (row[column] ?? "").length)),
  );
  return shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
