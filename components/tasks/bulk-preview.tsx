import { ArrowRight, TriangleAlert } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import { previewText } from "@/lib/registry/messages";
import { countWords } from "@/lib/registry/words";
import { findTask } from "@/lib/registry/tasks";
import type { TaskChangeRow } from "@/lib/tasks/schema";

interface BulkPreviewProps {
  /** Undefined while they load. */
  rows: readonly TaskChangeRow[] | undefined;
  /** Tasks that the user takes out of the change. */
  left: ReadonlySet<string>;
  onToggle: (task: string, isLeft: boolean) => void;
}

/** What changes for each task: those that cannot change first, with the reason. */
export function BulkPreview({ rows, left, onToggle }: BulkPreviewProps) {
  if (!rows) {
    return (
      <div role="status" className="grid gap-3">
        <span className="sr-only">Loading the preview</span>
        <Skeleton />
        <Skeleton className="w-2/3" />
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <p role="status" className="text-muted empty:hidden">
        {countText(rows, left)}
      </p>
      <ul aria-label="Preview" className="grid rounded-md border border-line">
        {rows.map((row) => (
          <PreviewRow
            key={row.task}
            row={row}
            isLeft={left.has(row.task)}
            onToggle={(isLeft) => onToggle(row.task, isLeft)}
          />
        ))}
      </ul>
    </div>
  );
}

/** How many of the selected tasks change; empty if all do. */
function countText(rows: readonly TaskChangeRow[], left: ReadonlySet<string>): string {
  const changed = rows.filter(({ task, fits, changes }) => fits && changes && !left.has(task));
  const [some, all] = [changed.length, rows.length];
  if (some === all) return "";
  const stay = all - some === 1 ? "stays" : "stay";
  return `${some} of ${countWords(all, "task")} ${some === 1 ? "changes" : "change"}; ${all - some} ${stay} as now.`;
}

interface PreviewRowProps {
  row: TaskChangeRow;
  isLeft: boolean;
  onToggle: (isLeft: boolean) => void;
}

function PreviewRow({ row, isLeft, onToggle }: PreviewRowProps) {
  const { task, fits, changes } = row;
  const label = findTask(task)?.label ?? task;
  const canChange = fits && changes;
  return (
    <li className="border-t border-line first:border-t-0">
      <label className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 px-3 py-2">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-accent"
          disabled={!canChange}
          checked={canChange && !isLeft}
          onChange={({ target }) => onToggle(!target.checked)}
        />
        <span className="font-medium">{label}</span>
        <span className="col-start-2 text-xs text-muted">
          <Outcome row={row} />
        </span>
      </label>
    </li>
  );
}

/** What happens to a value that the other model does not take in full; other messages say it themselves. */
const EFFECTS: Readonly<Record<string, string>> = {
  context_exceeded: "It stays set; the engine reduces it to the maximum of the model.",
};

function Notes({ of }: { of: readonly { code: string; message: string }[] }) {
  return of.map(({ code, message }) => (
    <span key={message} className="flex items-start gap-1 text-warning">
      <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {[previewText(message), EFFECTS[code]].filter(Boolean).join(" ")}
      </span>
    </span>
  ));
}

/** What the task will use and what to know of it, or why it stays as it is. */
function Outcome({ row }: { row: TaskChangeRow }) {
  if (!row.fits) return <Notes of={row.reasons} />;
  if (!row.changes || !row.to) return "No change";
  return (
    <>
      <Sides from={row.from} to={row.to} />
      <Notes of={row.warnings} />
    </>
  );
}

/** Breaks only where it is longer than a line. */
function Model({ id }: { id: string }) {
  return <span className="inline-block max-w-full">{id}</span>;
}

type Side = TaskChangeRow["from"];

function Sides({ from, to }: { from: Side; to: Side }) {
  const isNew = to.profile.id === null;
  const isOther = isNew || to.profile.id !== from.profile.id;
  return (
    <span className="flex flex-wrap items-center gap-x-2 [overflow-wrap:anywhere]">
      <span className="min-w-0">
        {isOther && `${from.profile.name}, `}
        <Model id={from.model} />
      </span>
      <span className="flex min-w-0 items-start gap-x-2">
        <ArrowRight aria-hidden className="mt-0.5 size-3 shrink-0" />
        <span className="sr-only">to</span>
        <span className="min-w-0 text-ink">
          {isOther && `${to.profile.name}${isNew ? " (new)" : ""}, `}
          <Model id={to.model} />
        </span>
      </span>
    </span>
  );
}
