"use client";

import { Ban } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { cn } from "@/components/ui/cn";
import { type Columns, type ColumnWindow, placeOf, WIDTHS } from "./columns";
import { reasonAgainst, type TaskProps } from "./lookup";

interface RowChoicesProps extends Pick<
  TaskProps,
  "task" | "choice" | "saved" | "sight" | "onChoose"
> {
  columns: Columns;
  seen: ColumnWindow;
}

const BACK = ["ArrowLeft", "ArrowUp"];
const STEPS = [...BACK, "ArrowRight", "ArrowDown"];

/** Which column a key leads to from another one; the ends are joined. */
function target(key: string, from: number, count: number): number | undefined {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (!STEPS.includes(key)) return undefined;
  return (from + (BACK.includes(key) ? -1 : 1) + count) % count;
}

/** Moves through a row's cells, drawn or not; Tab comes to the last one, else to what is chosen. */
function useRoving(ids: readonly string[], choice: string) {
  const group = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState<string | null>(null);
  const [first = ""] = ids;
  const known = [reached, choice].find((id) => id !== null && ids.includes(id));
  const onMove = (event: KeyboardEvent, from: string) => {
    const index = target(event.key, ids.indexOf(from), ids.length);
    const id = index === undefined ? undefined : ids[index];
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // It is drawn first, since it may lie out of sight.
    flushSync(() => setReached(id));
    const next = group.current?.querySelector<HTMLElement>(`[data-choice="${id}"]`);
    // As far as it takes, not to the middle.
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return { group, stop: known ?? first, onMove, onLeave: () => setReached(null) };
}

/** A task's choices as a radio group: arrows move, space chooses. Cells out of sight are not drawn. */
export function RowChoices(props: RowChoicesProps) {
  const { task, choice, columns, seen } = props;
  const ids = [task.default_profile_id, ...columns.ids];
  const { group, stop, onMove, onLeave } = useRoving(ids, choice);
  const { pinned, passing } = columns;
  const cell = (id: string, index: number) => (
    <Cell
      key={id}
      {...props}
      id={id}
      index={index}
      count={ids.length}
      stop={stop}
      onMove={onMove}
    />
  );
  const isDrawn = (id: string, index: number) =>
    (index >= seen.first && index <= seen.last) || id === stop || id === choice;
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={task.label}
      className="flex grow"
      onBlur={({ relatedTarget }) => {
        if (!group.current?.contains(relatedTarget)) onLeave();
      }}
    >
      {cell(task.default_profile_id, 0)}
      {pinned.map(({ id }, index) => cell(id, index + 1))}
      <div
        className="relative shadow-[1px_0_0_var(--line)]"
        style={{ width: passing.length * WIDTHS.column }}
      >
        {passing.map(({ id }, index) =>
          isDrawn(id, index) ? cell(id, index + 1 + pinned.length) : null,
        )}
      </div>
    </div>
  );
}

interface CellProps extends RowChoicesProps {
  id: string;
  /** Among all cells of the row, the default's being 0. */
  index: number;
  count: number;
  stop: string;
  onMove: (event: KeyboardEvent, id: string) => void;
}

function Cell({ id, index, count, stop, onMove, ...row }: CellProps) {
  const { task, choice, saved, sight, columns, onChoose } = row;
  const profile = sight.profiles.get(id);
  if (!profile) return null;
  return (
    <ChoiceCell
      id={id}
      taskKey={task.key}
      name={index === 0 ? "Default" : profile.name}
      position={index + 1}
      count={count}
      checked={id === choice}
      dirty={id === choice && choice !== saved}
      isStop={id === stop}
      reason={reasonAgainst(task, profile, saved, sight)}
      {...placeOf(columns, index)}
      onChoose={() => onChoose([[task.key, id]])}
      onMove={onMove}
    />
  );
}

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
function ChoiceCell({ id, taskKey, name, reason, checked, dirty, ...rest }: ChoiceCellProps) {
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
