import type { RevisionWithContent } from "@/lib/profiles/query";
import type { Task } from "@/lib/registry/types";
import type { HistoryEntry } from "@/lib/tasks/schema";

/** A point of a task's history: a change of its assignment, a revision of its profile, or both in one. */
export interface TimelineItem {
  key: string;
  /** ISO time. */
  at: string;
  author: string;
  entry: HistoryEntry | undefined;
  revision: RevisionWithContent | undefined;
  /** The revision before that is kept. */
  before: RevisionWithContent | undefined;
}

/** As much of an infinite list as has been loaded, newest first. */
export interface Loaded<T> {
  items: readonly T[];
  hasMore: boolean;
}

/** The time before which a list may have items that are not loaded. */
function endOf<T extends { created_at: string }>({ items, hasMore }: Loaded<T>): string {
  return hasMore ? (items.at(-1)?.created_at ?? "") : "";
}

function isOf({ to, to_revision }: HistoryEntry, profileId: string, revision: number): boolean {
  return to?.id === profileId && to_revision === revision;
}

/**
 * The assignments of a task and the revisions of its profile in one order, newest first. What one list
 * has loaded beyond the end of the other is left out until that is loaded too.
 */
export function timelineOf(
  profileId: string | undefined,
  history: Loaded<HistoryEntry>,
  revisions: Loaded<RevisionWithContent>,
): TimelineItem[] {
  const entryOf = (revision: number) =>
    history.items.find((entry) => profileId !== undefined && isOf(entry, profileId, revision));
  const saved = revisions.items.map((revision, index): TimelineItem => {
    const entry = entryOf(revision.revision);
    const { created_at: at, author_name: author } = revision;
    const key = `revision ${revision.revision}`;
    return { key, at, author, entry, revision, before: revisions.items[index + 1] };
  });
  const shown = new Set(saved.map(({ entry }) => entry));
  const assigned = history.items
    .filter((entry) => !shown.has(entry))
    .map((entry): TimelineItem => {
      const { change, created_at: at, author_name: author } = entry;
      return { key: change, at, author, entry, revision: undefined, before: undefined };
    });
  const end = [endOf(history), endOf(revisions)].sort().at(-1) ?? "";
  return [...saved, ...assigned].filter(({ at }) => at >= end).sort((a, b) => compare(b.at, a.at));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const VERBS: Readonly<Record<HistoryEntry["kind"], string>> = {
  tune: "Changed",
  assign: "Assigned",
  reset: "Reset to",
  delete: "Profile deleted: back to",
  undo: "Undone: back to",
  restore: "Back to",
  move: "Model switched in",
};

/** What an entry did: "Assigned “Careful coder”". */
export function entryText({ kind, to }: HistoryEntry, task: Task): string {
  const what = to ? `“${to.name}”` : `the default of ${task.label}`;
  return `${VERBS[kind]} ${what}`;
}
