import { isFinal } from "@/lib/history/schema";
import { countWords } from "@/lib/registry/words";
import { findTask } from "@/lib/registry/tasks";
import type { HistoryEntry } from "@/lib/tasks/schema";

/** Entries that one change made, one for each task. */
export type Change = readonly [HistoryEntry, ...HistoryEntry[]];

/** The entries of a history by the change that made them, in the same order. */
export function changesIn(entries: readonly HistoryEntry[]): Change[] {
  const changes: [HistoryEntry, ...HistoryEntry[]][] = [];
  for (const entry of entries) {
    const last = changes.at(-1);
    if (last?.[0].change === entry.change) last.push(entry);
    else changes.push([entry]);
  }
  return changes;
}

const TITLES: Readonly<Record<HistoryEntry["kind"], (what: string, isOne: boolean) => string>> = {
  tune: (what) => `Changed ${what}`,
  assign: (what, isOne) => `Assigned ${isOne ? "a profile" : "profiles"} to ${what}`,
  reset: (what, isOne) => `Reset ${what} to ${isOne ? "its default" : "their defaults"}`,
  delete: (what) => `Deleted the profile of ${what}`,
  move: (what) => `Switched the model of ${what}`,
  undo: (what) => `Undid the change to ${what}`,
  restore: (what, isOne) => `Restored the ${isOne ? "default" : "defaults"} of ${what}`,
};

/** Titles of changes that are about one profile. */
const NAMED: Partial<Record<HistoryEntry["kind"], (name: string, what: string) => string>> = {
  assign: (name, what) => `Assigned “${name}” to ${what}`,
  delete: (name, what) => `Deleted “${name}”, used by ${what}`,
  restore: (name, what) => `Restored “${name}” for ${what}`,
};

/** The name of the profile that all tasks of a change got, or had if it was deleted. */
function profileOf(change: Change): string | undefined {
  const [first, ...others] = change.map(({ kind, from, to }) => (kind === "delete" ? from : to));
  return others.every((other) => other?.id === first?.id) ? first?.name : undefined;
}

/** What a change did: "Assigned “Plain summaries” to 4 tasks". */
export function changeTitle(change: Change): string {
  const [first, ...others] = change;
  const isOne = others.length === 0;
  const what = isOne
    ? (findTask(first.task)?.label ?? first.task)
    : countWords(others.length + 1, "task");
  const isMixed = others.some(({ kind }) => kind !== first.kind);
  const kind = isMixed ? "tune" : first.kind;
  const name = profileOf(change);
  return (name && NAMED[kind]?.(name, what)) ?? TITLES[kind](what, isOne);
}

/** Why a change cannot be undone; empty for one of a kind that never can, or that says so itself. */
export function noUndoText({ kind, undone }: HistoryEntry): string {
  return undone || isFinal(kind) ? "" : "Changed since";
}

/** What a task used before and after: the names of profiles, or their revisions if it is the same one. */
export function sidesOf({ from, to, from_revision, to_revision }: HistoryEntry): {
  /** The profile, if it stayed the same. */
  of: string | undefined;
  from: string;
  to: string;
} {
  if (from && from.id === to?.id && from_revision !== null) {
    return { of: to.name, from: `revision ${from_revision}`, to: `revision ${to_revision}` };
  }
  return { of: undefined, from: from?.name ?? "Default", to: to?.name ?? "Default" };
}
