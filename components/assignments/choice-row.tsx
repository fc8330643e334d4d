"use client";

import { Ban } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { cn } from "@/components/ui/cn";
import { type Columns, type ColumnWindow, positionOf, WIDTHS } from "./columns";
import { whyNotAssignable, type TaskProps } from "./lookup";

interface RowChoicesProps extends Pick<
  TaskProps,
  "task" | "choice" | "saved" | "lookup" | "onChoose"
> {
  columns: Columns;
  visible: ColumnWindow;
}

const BACK = ["ArrowLeft", "ArrowUp"];
const STEPS = [...BACK, "ArrowRight", "ArrowDown"];

/** The column that a key leads to; after the last comes the first. */
function target(key: string, from: number, count: number): number | undefined {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (!STEPS.includes(key)) return undefined;
  return (from + (BACK.includes(key) ? -1 : 1) + count) % count;
}

/** Moves the focus through a row's cells, rendered or not. Tab returns to the last one, or to the choice. */
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
    // The cell may be out of view: it must be rendered before it can get the focus.
    flushSync(() => setReached(id));
    const next = group.current?.querySelector<HTMLElement>(`[data-choice="${id}"]`);
    // Scrolls only as far as needed, not to the middle.
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return { group, stop: known ?? first, onMove, onBlurGroup: () => setReached(null) };
}

/** A task's choices as a radio group: arrows move, space chooses. Only visible cells are rendered. */
export function RowChoices(props: RowChoicesProps) {
  const { task, choice, columns, visible } = props;
  const ids = [task.default_profile_id, ...columns.ids];
  const { group, stop, onMove, onBlurGroup } = useRoving(ids, choice);
  const { pinned, scrolling } = columns;
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
    (index >= visible.first && index <= visible.last) || id === stop || id === choice;
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={task.label}
      className="flex"
      onBlur={({ relatedTarget }) => {
        if (!group.current?.contains(relatedTarget)) onBlurGroup();
      }}
    >
      {cell(task.default_profile_id, 0)}
      {pinned.map(({ id }, index) => cell(id, index + 1))}
      <div
        className="relative shadow-[1px_0_0_var(--line)]"
        style={{ width: scrolling.length * WIDTHS.column }}
      >
        {scrolling.map(({ id }, index) =>
          isDrawn(id, index) ? cell(id, index + 1 + pinned.length) : null,
        )}
      </div>
    </div>
  );
}

interface CellProps extends RowChoicesProps {
  id: string;
  /** Among all cells of the row; the default is 0. */
  index: number;
  count: number;
  stop: string;
  onMove: (event: KeyboardEvent, id: string) => void;
}

function Cell({ id, index, count, stop, onMove, ...row }: CellProps) {
  const { task, choice, saved, lookup, columns, onChoose } = row;
  const profile = lookup.profiles.get(id);
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
      isTabStop={id === stop}
      reason={whyNotAssignable(task, profile, saved, lookup)}
      {...positionOf(columns, index)}
      onChoose={() => onChoose([[task.key, id]])}
      onMove={onMove}
    />
  );
}

interface ChoiceCellProps {
  /** The profile's id; with the task it identifies the cell. */
  id: string;
  taskKey: string;
  name: string;
  /** Its position among all columns, from 1, and their number; not all are rendered. */
  position: number;
  count: number;
  checked: boolean;
  /** True if the choice is not saved. */
  dirty: boolean;
  /** True if Tab leads here. */
  isTabStop: boolean;
  /** Why it cannot be chosen. */
  reason: string | undefined;
  className: string;
  left?: number;
  width: number;
  onChoose: () => void;
  onMove: (event: KeyboardEvent, id: string) => void;
}

/** One choice of a row. A disabled one can still get the focus, so that the reason is read. */
function ChoiceCell({ id, taskKey, name, reason, checked, dirty, ...rest }: ChoiceCellProps) {
  const words = reason ?? (dirty ? "Not saved" : undefined);
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
      tabIndex={rest.isTabStop ? 0 : -1}
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
      <Mark dirty={dirty} isDisabled={reason !== undefined} />
      {described && (
        <span id={described.id} data-why={reason ? "" : undefined} hidden>
          {described.words}
        </span>
      )}
    </button>
  );
}

/** The round mark of a choice, in a square if the choice is not saved. */
function Mark({ dirty, isDisabled }: { dirty: boolean; isDisabled: boolean }) {
  if (isDisabled) return <Ban aria-hidden className="size-3.5 text-muted opacity-60" />;
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
