"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { revisionListOptions } from "@/lib/profiles/queries";
import type { HistoryEntry } from "@/lib/tasks/schema";
import { shownChanges } from "@/lib/values/describe";
import { ChangeLines } from "./change-list";

/** A profile, and its revisions before and after a change. */
export interface Revised {
  id: string;
  from: number;
  to: number;
}

/** What a change of a task revised; undefined if it assigned another profile, or the profile is gone. */
export function revisedIn(entry: HistoryEntry): Revised | undefined {
  const { from, to, from_revision, to_revision, can_restore } = entry;
  if (!can_restore || !to || from?.id !== to.id) return undefined;
  if (from_revision === null || to_revision === null) return undefined;
  return { id: to.id, from: from_revision, to: to_revision };
}

/** What two revisions of a profile differ in; their numbers if they are no longer among the last ones. */
export function RevisionChanges({ id, from, to }: Revised) {
  const { data } = useInfiniteQuery(revisionListOptions(id));
  const revisions = data?.pages.flatMap((page) => page.data) ?? [];
  const contentOf = (number: number) =>
    revisions.find(({ revision }) => revision === number)?.content;
  const [before, after] = [contentOf(from), contentOf(to)];
  if (!before || !after) {
    return (
      <p className="text-muted">
        Revision {from} to revision {to}
      </p>
    );
  }
  return <ChangeLines changes={shownChanges(before, after)} />;
}
