"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Undo2, X } from "lucide-react";
import { useState } from "react";
import { useUndoChange } from "@/components/layout/use-undo-change";
import { Button } from "@/components/ui/button";
import { focusPageHeading } from "@/components/ui/focus";
import { Time } from "@/components/ui/time";
import { useHydrated } from "@/components/ui/use-hydrated";
import { countWords } from "@/lib/registry/words";
import { findTask } from "@/lib/registry/tasks";
import { taskHistoryOptions } from "@/lib/tasks/queries";
import type { HistoryEntry } from "@/lib/tasks/schema";

/** Milliseconds in which the list offers to undo the last change; the history offers it afterwards. */
const RECENT = 60 * 60 * 1000;

/** The user's last change, if it is recent and can still be undone. */
function recentChange(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const [last] = entries;
  if (!last?.can_undo || last.kind === "undo") return [];
  if (Date.now() - Date.parse(last.created_at) > RECENT) return [];
  return entries.filter(({ change }) => change === last.change);
}

/** "Changed Engineering", or "Changed 4 tasks". */
function changeText([first, ...others]: readonly HistoryEntry[]): string {
  if (!first) return "";
  if (others.length > 0) return `Changed ${countWords(others.length + 1, "task")}`;
  return `Changed ${findTask(first.task)?.label ?? first.task}`;
}

/** The last change of tasks with a way to undo it, also after the page was loaded again. */
export default function UndoBar() {
  const isHydrated = useHydrated();
  const history = useInfiniteQuery(taskHistoryOptions(null));
  const [dismissed, setDismissed] = useState<string | null>(null);
  const { undo, isPending } = useUndoChange();
  const entries = recentChange(history.data?.pages[0]?.data ?? []);
  const [last] = entries;
  const isShown = isHydrated && last !== undefined && last.change !== dismissed;
  return (
    <div role="status" className="empty:hidden">
      {isShown && (
        <p className="flex items-center gap-1 text-xs text-muted">
          <span className="mr-1">
            {changeText(entries)} <Time iso={last.created_at} />
          </span>
          <Button
            busy={isPending}
            onClick={() => {
              focusPageHeading();
              undo(last.change);
            }}
          >
            <Undo2 aria-hidden />
            Undo
          </Button>
          <Button
            variant="ghost"
            size="icon"
            title="Dismiss"
            onClick={() => {
              focusPageHeading();
              setDismissed(last.change);
            }}
          >
            <X aria-hidden />
            <span className="sr-only">Dismiss</span>
          </Button>
        </p>
      )}
    </div>
  );
}
