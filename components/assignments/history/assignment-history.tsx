"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { useHasOpened, useLastValue } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/states";
import type { Config } from "@/lib/assignments/schema";
import { findTask } from "@/lib/registry/tasks";
import { taskHistoryOptions } from "@/lib/tasks/queries";
import type { HistoryEntry } from "@/lib/tasks/schema";
import { ChangeItem } from "./change-item";
import { changesIn } from "./changes";
import { HistorySkeleton } from "./history-skeleton";

const RestoreAssignmentDialog = lazy(() => import("@/components/values/restore-assignment-dialog"));

interface AssignmentHistoryProps {
  /** What is saved. */
  config: Config;
}

/** Who changed which profile is used for a task, and when: of all tasks of the viewer. */
export default function AssignmentHistory({ config }: AssignmentHistoryProps) {
  const list = useInfiniteQuery(taskHistoryOptions(null));
  const [restoring, setRestoring] = useState<HistoryEntry | null>(null);
  if (list.isPending) return <HistorySkeleton />;
  if (!list.data) return <PagesFailed list={list} />;
  const entries = list.data.pages.flatMap(({ data }) => data);
  if (entries.length === 0) {
    return (
      <EmptyState icon={History} title="No changes yet">
        Every task uses its default from the start. Each change of yours appears here, with a way to
        undo it.
      </EmptyState>
    );
  }
  return (
    <>
      <ol
        aria-label="Changes of your tasks, newest first"
        className="rounded-lg border border-line bg-panel"
      >
        {changesIn(entries).map((change) => (
          <ChangeItem
            key={change[0].change}
            change={change}
            config={config}
            onRestore={setRestoring}
          />
        ))}
      </ol>
      <MorePages list={list} noun="change" shown={entries.length} />
      <Restore entry={restoring} onClose={() => setRestoring(null)} />
    </>
  );
}

interface RestoreProps {
  entry: HistoryEntry | null;
  onClose: () => void;
}

/** The dialog that confirms a restore, loaded with the first one. */
function Restore({ entry, onClose }: RestoreProps) {
  const hasOpened = useHasOpened(entry !== null);
  const task = findTask(useLastValue(entry)?.task ?? "");
  if (!hasOpened || !task) return null;
  return (
    <Suspense>
      <RestoreAssignmentDialog task={task} entry={entry} onClose={onClose} />
    </Suspense>
  );
}
