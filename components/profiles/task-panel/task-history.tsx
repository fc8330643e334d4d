"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History, Undo2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { PagesFailed } from "@/components/layout/more-pages";
import { useUndoChange } from "@/components/layout/use-undo-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useHasOpened } from "@/components/ui/dialog";
import { Time } from "@/components/ui/time";
import { ChangeList } from "@/components/values/change-list";
import { RevisionChanges, revisedIn } from "@/components/values/revision-changes";
import type { Resolved } from "@/lib/assignments/schema";
import { revisionListOptions } from "@/lib/profiles/queries";
import type { RevisionWithContent } from "@/lib/profiles/query";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import { taskHistoryOptions } from "@/lib/tasks/queries";
import type { HistoryEntry } from "@/lib/tasks/schema";
import { changesBetween } from "@/lib/values/changes";
import { inFieldOrder } from "@/lib/values/describe";
import { HistorySkeleton } from "../history/history-skeleton";
import { entryText, type TimelineItem, timelineOf } from "./timeline";

const RestoreDialog = lazy(() => import("../history/restore-dialog"));
const RestoreAssignmentDialog = lazy(() => import("@/components/values/restore-assignment-dialog"));

interface TaskHistoryProps {
  task: Task;
  /** What the task uses. */
  resolved: Resolved;
  /** The assigned profile, whose revisions are shown. */
  profile: Profile | undefined;
}

/** The loaded part of both lists, and how to load more. */
function useTimeline(task: Task, profile: Profile | undefined) {
  const history = useInfiniteQuery(taskHistoryOptions(task.key));
  const revisions = useInfiniteQuery({
    ...revisionListOptions(profile?.id ?? ""),
    enabled: profile !== undefined,
  });
  const entries = history.data?.pages.flatMap(({ data }) => data) ?? [];
  const saved = revisions.data?.pages.flatMap(({ data }) => data) ?? [];
  const items = timelineOf(
    profile?.id,
    { items: entries, hasMore: history.hasNextPage },
    { items: saved, hasMore: revisions.hasNextPage },
  );
  const lists = profile ? [history, revisions] : [history];
  return {
    items,
    newest: saved[0],
    isPending: lists.some(({ isPending }) => isPending),
    failed: lists.find(({ data, isError }) => isError && !data),
    hasMore: lists.some(({ hasNextPage }) => hasNextPage),
    isLoadingMore: lists.some(({ isFetchingNextPage }) => isFetchingNextPage),
    loadMore: () => {
      for (const list of lists) if (list.hasNextPage) void list.fetchNextPage();
    },
  };
}

/** What the task used over time: its assignments, and the revisions of its profile. */
export default function TaskHistory({ task, resolved, profile }: TaskHistoryProps) {
  const { items, newest, isPending, failed, ...more } = useTimeline(task, profile);
  const [restoring, setRestoring] = useState<RevisionWithContent | null>(null);
  const [assigning, setAssigning] = useState<HistoryEntry | null>(null);
  if (isPending) return <HistorySkeleton />;
  if (failed) return <PagesFailed list={failed} />;
  return (
    <div className="grid min-w-0 gap-3 pb-4">
      {items.length === 0 && (
        <p className="text-muted">
          {task.label} has used its default from the start. Changes of yours appear here.
        </p>
      )}
      <ol aria-label={`History of ${task.label}, newest first`} className="grid min-w-0">
        {items.map((item) => (
          <Item
            key={item.key}
            item={item}
            task={task}
            isCurrent={item.revision !== undefined && item.revision === newest}
            isActive={(item.entry?.to?.id ?? task.default_profile_id) === resolved.profile.id}
            onRestore={setRestoring}
            onAssign={setAssigning}
          />
        ))}
      </ol>
      {more.hasMore && (
        <Button className="w-fit" busy={more.isLoadingMore} onClick={more.loadMore}>
          Load more
        </Button>
      )}
      <Dialogs
        task={task}
        profile={profile}
        newest={newest}
        restoring={restoring}
        assigning={assigning}
        onClose={() => {
          setRestoring(null);
          setAssigning(null);
        }}
      />
    </div>
  );
}

interface DialogsProps {
  task: Task;
  profile: Profile | undefined;
  newest: RevisionWithContent | undefined;
  restoring: RevisionWithContent | null;
  assigning: HistoryEntry | null;
  onClose: () => void;
}

/** The dialogs that confirm a restore, loaded with the first one. */
function Dialogs(props: DialogsProps) {
  const { task, profile, newest, restoring, assigning, onClose } = props;
  const wasRestoring = useHasOpened(restoring !== null);
  const wasAssigning = useHasOpened(assigning !== null);
  return (
    <Suspense>
      {wasRestoring && profile && (
        <RestoreDialog id={profile.id} current={newest} restore={restoring} onClose={onClose} />
      )}
      {wasAssigning && <RestoreAssignmentDialog task={task} entry={assigning} onClose={onClose} />}
    </Suspense>
  );
}

interface ItemProps {
  item: TimelineItem;
  task: Task;
  /** True for the newest revision of the profile. */
  isCurrent: boolean;
  /** True if the task uses the profile that was assigned. */
  isActive: boolean;
  onRestore: (revision: RevisionWithContent) => void;
  onAssign: (entry: HistoryEntry) => void;
}

function Item(props: ItemProps) {
  const { item, task, isCurrent } = props;
  const { at, author, entry, revision, before } = item;
  const changes = revision
    ? inFieldOrder(changesBetween(before?.content ?? null, revision.content))
    : [];
  // A revision of a profile that the task no longer uses.
  const revised = entry && !revision ? revisedIn(entry) : undefined;
  return (
    <li className="grid min-w-0 gap-1.5 border-t border-line py-3 first:border-t-0 first:pt-0">
      <div className="flex items-start justify-between gap-x-3">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-x-2 font-medium [overflow-wrap:anywhere]">
            {titleOf(item, task)}
            {isCurrent && <Badge tone="accent">Current</Badge>}
            {entry?.undone && <Badge>Undone</Badge>}
          </h3>
          <p className="text-xs text-muted">
            {author} · <Time iso={at} />
          </p>
        </div>
        <ItemAction {...props} title={titleOf(item, task)} />
      </div>
      {revision && before && changes.length > 0 && <ChangeList changes={changes} />}
      {revised && <RevisionChanges {...revised} />}
    </li>
  );
}

/** "Revision 3 of “Careful coder”", or what the change of the assignment did. */
function titleOf({ entry, revision, before }: TimelineItem, task: Task): string {
  if (!revision) return entry ? entryText(entry, task) : "";
  const name = `“${revision.content.name}”`;
  return before ? `${name}, revision ${revision.revision}` : `Created ${name}`;
}

function ItemAction({ title, ...props }: ItemProps & { title: string }) {
  const { item, isCurrent, isActive, onRestore, onAssign } = props;
  const { entry, revision } = item;
  const { undo } = useUndoChange();
  if (entry?.can_undo) {
    return (
      <Button aria-label={`Undo: ${title}`} onClick={() => undo(entry.change)}>
        <Undo2 aria-hidden />
        Undo
      </Button>
    );
  }
  if (revision && !isCurrent) {
    return (
      <Button onClick={() => onRestore(revision)}>
        <History aria-hidden />
        Restore…<span className="sr-only"> revision {revision.revision}</span>
      </Button>
    );
  }
  if (!revision && entry?.can_restore && !isActive) {
    return (
      <Button onClick={() => onAssign(entry)}>
        <History aria-hidden />
        Restore…<span className="sr-only"> {title}</span>
      </Button>
    );
  }
  return null;
}
