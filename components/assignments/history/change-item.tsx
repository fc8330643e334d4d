import { ArrowRight, History, Undo2 } from "lucide-react";
import { useUndoChange } from "@/components/layout/use-undo-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { focusPageHeading } from "@/components/ui/focus";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { savedChoice } from "@/lib/assignments/changes";
import type { Config } from "@/lib/assignments/schema";
import { RevisionChanges, revisedIn } from "@/components/values/revision-changes";
import { findTask, taskPath } from "@/lib/registry/tasks";
import type { HistoryEntry } from "@/lib/tasks/schema";
import { type Change, changeTitle, noUndoText, sidesOf } from "./changes";

interface ChangeItemProps {
  change: Change;
  /** What is saved now. */
  config: Config;
  onRestore: (entry: HistoryEntry) => void;
}

/** A change of one task or several: who made it, when, and what each task used before and after. */
export function ChangeItem({ change, config, onRestore }: ChangeItemProps) {
  const [first] = change;
  const title = changeTitle(change);
  const { undo, isPending } = useUndoChange();
  return (
    <li
      aria-label={title}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1.5 border-t border-line px-3 py-2.5 first:border-t-0 sm:px-4 lg:grid-cols-[20rem_minmax(0,1fr)_6.5rem] lg:gap-x-6"
    >
      <div className="min-w-0">
        <h2 className="flex flex-wrap items-center gap-x-2 font-medium [overflow-wrap:anywhere]">
          {title}
          {first.undone && <Badge>Undone</Badge>}
        </h2>
        <p className="text-xs text-muted [overflow-wrap:anywhere]">
          {first.author_name} · <Time iso={first.created_at} />
        </p>
      </div>
      <div className="justify-self-end lg:order-last">
        {first.can_undo ? (
          <Button
            aria-label={`Undo: ${title}`}
            busy={isPending}
            onClick={() => {
              focusPageHeading();
              undo(first.change);
            }}
          >
            <Undo2 aria-hidden />
            Undo
          </Button>
        ) : (
          <span className="text-xs leading-5 text-muted">{noUndoText(first)}</span>
        )}
      </div>
      <ul className="col-span-2 grid content-start gap-1.5 lg:col-span-1">
        {change.map((entry) => (
          <TaskEntry key={entry.task} entry={entry} config={config} onRestore={onRestore} />
        ))}
      </ul>
    </li>
  );
}

interface TaskEntryProps extends Omit<ChangeItemProps, "change"> {
  entry: HistoryEntry;
}

/** What one task used before and after, with a way to use the latter again. */
function TaskEntry({ entry, config, onRestore }: TaskEntryProps) {
  const task = findTask(entry.task);
  if (!task) return null;
  const revised = revisedIn(entry);
  const isActive = savedChoice(config, task) === (entry.to?.id ?? task.default_profile_id);
  return (
    <li className="flex items-start gap-x-4">
      <div className="flex min-w-0 grow flex-wrap gap-x-1.5 gap-y-1 [overflow-wrap:anywhere] sm:grid sm:grid-cols-[11rem_minmax(0,1fr)]">
        <Link
          href={`${taskPath(task.key)}?tab=history`}
          className="rounded hover:text-accent hover:underline"
        >
          {task.label}:
        </Link>
        {revised ? (
          <div className="flex min-w-0 flex-wrap gap-x-1.5 gap-y-1">
            {entry.to && entry.to.name !== task.label && (
              <span className="text-muted">“{entry.to.name}”</span>
            )}
            <RevisionChanges {...revised} />
          </div>
        ) : (
          <Sides entry={entry} />
        )}
      </div>
      {entry.can_restore && !isActive && (
        <Button
          variant="ghost"
          className="-mt-1.5"
          aria-label={`Restore ${entry.to?.name ?? "the default"} for ${task.label}`}
          onClick={() => onRestore(entry)}
        >
          <History aria-hidden />
          Restore…
        </Button>
      )}
    </li>
  );
}

/** The profiles that a task used before and after. */
function Sides({ entry }: Pick<TaskEntryProps, "entry">) {
  const { of, from, to } = sidesOf(entry);
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      {of && <span>{of},</span>}
      <span className="text-muted">{from}</span>
      <ArrowRight aria-hidden className="size-3.5 shrink-0 text-muted" />
      <span className="sr-only">to</span>
      <span>{to}</span>
      {!entry.can_restore && <Badge>Deleted</Badge>}
    </span>
  );
}
