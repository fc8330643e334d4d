import type { SyncReport } from "./query";

function some(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}

/** A report in a line: `2 added, 1 removed, 1 fault`. */
export function reportWords({ added, updated, removed, errors }: SyncReport): string {
  const parts = [
    ...some(added.length, "added"),
    ...some(updated.length, "changed"),
    ...some(removed.length, "removed"),
    ...some(errors.length, errors.length === 1 ? "fault" : "faults"),
  ];
  return parts.length === 0 ? "nothing changed" : parts.join(", ");
}
