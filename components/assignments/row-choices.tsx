"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { ChoiceCell } from "./choice-cell";
import { type Columns, placeOf } from "./columns";
import type { TaskProps } from "./row";
import { reasonAgainst } from "./sight";
import { type ColumnWindow, WIDTHS } from "./use-column-window";

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
