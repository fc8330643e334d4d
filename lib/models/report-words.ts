import type { SyncReport } from "./query";

function some(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}

/** A report in a line: `2 added, 1 removed, 1 error`. */
export function reportWords({ added, updated, removed, errors }: SyncReport): string {
  const notes = errors.filter(({ note }) => note).length;
  const wrong = errors.length - notes;
  const parts = [
    ...some(added.length, "added"),
    ...some(updated.length, "changed"),
    ...some(removed.length, "removed"),
    ...some(wrong, wrong === 1 ? "error" : "errors"),
    ...some(notes, notes === 1 ? "note" : "notes"),
  ];
  return parts.length === 0 ? "nothing changed" : parts.join(", ");
}
