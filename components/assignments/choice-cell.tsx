import { Ban } from "lucide-react";
import type { KeyboardEvent } from "react";
import { cn } from "@/components/ui/cn";

interface ChoiceCellProps {
  /** Of the profile; together with the task it makes the cell's own. */
  id: string;
  taskKey: string;
  name: string;
  /** Where it stands among all columns, from 1, and how many there are: not all are drawn. */
  position: number;
  count: number;
  checked: boolean;
  /** Whether this choice is not saved yet. */
  dirty: boolean;
  /** Whether Tab comes here. */
  isStop: boolean;
  /** Why it cannot be chosen. */
  reason: string | undefined;
  className: string;
  left?: number;
  width: number;
  onChoose: () => void;
  onMove: (event: KeyboardEvent, id: string) => void;
}

/** One choice of a row. One that cannot be made is reached all the same, so that its reason is read. */
export function ChoiceCell({
  id,
  taskKey,
  name,
  reason,
  checked,
  dirty,
  ...rest
}: ChoiceCellProps) {
  const words = reason ?? (dirty ? "not saved" : undefined);
  const described = words ? { id: `${taskKey}-${id}`, words } : undefined;
  return (
    <button
      type="button"
      role="radio"
      aria-label={name}
      aria-checked={checked}
      aria-disabled={reason ? true : undefined}
      aria-describedby={described?.id}
      aria-posinset={rest.position}
      aria-setsize={rest.count}
      data-choice={id}
      tabIndex={rest.isStop ? 0 : -1}
      style={{ left: rest.left, width: rest.width }}
      className={cn(
        "group grid h-full contain-content shrink-0 place-items-center border-l border-line -outline-offset-2!",
        reason ? "cursor-default!" : "hover:bg-hover",
        rest.className,
      )}
      onClick={() => {
        if (!reason) rest.onChoose();
      }}
      onKeyDown={(event) => rest.onMove(event, id)}
    >
      <Mark dirty={dirty} isBarred={reason !== undefined} />
      {described && (
        <span id={described.id} data-why={reason ? "" : undefined} hidden>
          {described.words}
        </span>
      )}
    </button>
  );
}

/** The round mark of a choice; a square stands around one that is not saved. */
function Mark({ dirty, isBarred }: { dirty: boolean; isBarred: boolean }) {
  if (isBarred) return <Ban aria-hidden className="size-3.5 text-muted opacity-60" />;
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-7 place-items-center rounded-md",
        dirty && "border border-dashed border-warning bg-warning-soft",
      )}
    >
      <span className="size-4 rounded-full border border-field bg-panel group-aria-checked:border-[5px] group-aria-checked:border-accent" />
    </span>
  );
}
