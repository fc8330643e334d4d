"use client";

import { memo } from "react";
import type { Columns } from "./columns";
import { InForce } from "./in-force";
import type { TaskProps } from "./row";
import { RowChoices } from "./row-choices";
import { TaskControls } from "./task-controls";
import { type ColumnWindow, WIDTHS } from "./use-column-window";

interface MatrixRowProps extends TaskProps {
  columns: Columns;
  seen: ColumnWindow;
  isSelected: boolean;
  onSelect: (task: string, selected: boolean) => void;
}

/**
 * A task in the matrix. What gets the focus stands clear of the heads. Only the one that is touched
 * is drawn anew.
 */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { task, columns, seen, isSelected, onSelect, ...shared } = props;
  return (
    <li className="flex min-h-14 border-t border-line [&_:is(button,input)]:scroll-mt-18 [&_:is(button,input)]:scroll-mb-4">
      <label
        className="sticky left-0 z-10 flex shrink-0 items-center gap-2.5 bg-panel py-1.5 pr-2 pl-3"
        style={{ width: WIDTHS.task }}
      >
        <input
          type="checkbox"
          className="size-4 shrink-0 accent-accent"
          aria-label={`Select ${task.label}`}
          checked={isSelected}
          onChange={({ target }) => onSelect(task.key, target.checked)}
        />
        <span className="min-w-0">
          <span className="block font-medium">{task.label}</span>
          <span className="block text-xs text-muted">{task.purpose}</span>
        </span>
      </label>
      <RowChoices task={task} columns={columns} seen={seen} {...shared} />
      <div
        className="sticky right-0 z-10 grid shrink-0 content-center gap-1 border-l border-line bg-panel px-2 py-1.5 has-[[aria-expanded=true]]:z-30"
        style={{ width: WIDTHS.end }}
      >
        <TaskControls task={task} {...shared} />
        <InForce task={task} {...shared} />
      </div>
    </li>
  );
});
