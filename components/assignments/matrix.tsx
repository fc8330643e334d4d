"use client";

import { useId, useRef } from "react";
import { GROUP_LABELS, TASKS } from "@/lib/registry/tasks";
import { TASK_GROUPS, type Task, type TaskGroup } from "@/lib/registry/types";
import type { Columns } from "./columns";
import { MatrixHead } from "./matrix-head";
import { MatrixRow } from "./matrix-row";
import { ReasonTip } from "./reason-tip";
import type { TaskProps } from "./row";
import type { Selection } from "./use-selection";
import { useColumnWindow, WIDTHS } from "./use-column-window";

interface MatrixProps {
  columns: Columns;
  selection: Selection;
  /** What a task's row shows. */
  propsOf: (task: Task) => TaskProps;
  onPin: (id: string) => void;
}

/** Tasks in rows, profiles in columns. Heads and ends stay in sight. */
export function Matrix({ columns, selection, propsOf, onPin }: MatrixProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const seen = useColumnWindow(scroller);
  const width = WIDTHS.task + WIDTHS.standard + columns.ids.length * WIDTHS.column + WIDTHS.end;
  const [anyTask] = TASKS;
  if (!anyTask) return null;
  const { sight, onChoose } = propsOf(anyTask);
  return (
    <ReasonTip>
      <div
        ref={scroller}
        className="relative max-h-[calc(100dvh-17rem)] min-h-96 overflow-auto rounded-lg border border-line bg-panel max-lg:hidden"
        style={{
          // What gets the focus is scrolled out from under the parts that stay.
          scrollPadding: `4.5rem ${WIDTHS.end}px 1rem ${WIDTHS.task + WIDTHS.standard}px`,
        }}
      >
        <div className="min-w-full" style={{ width }}>
          <MatrixHead
            columns={columns}
            seen={seen}
            sight={sight}
            selected={selection.extent}
            onSelectAll={selection.selectAll}
            onPin={onPin}
            onChoose={onChoose}
          />
          {TASK_GROUPS.map((group) => (
            <Group key={group} group={group}>
              {TASKS.filter((task) => task.group === group).map((task) => (
                <MatrixRow
                  key={task.key}
                  {...propsOf(task)}
                  columns={columns}
                  seen={seen}
                  isSelected={selection.tasks.has(task.key)}
                  onSelect={selection.select}
                />
              ))}
            </Group>
          ))}
        </div>
      </div>
    </ReasonTip>
  );
}

function Group({ group, children }: { group: TaskGroup; children: React.ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line first-of-type:border-t-0">
      <div className="bg-ground">
        <h2 id={id} className="sticky left-0 w-fit px-3 py-1 text-xs font-semibold text-muted">
          {GROUP_LABELS[group]}
        </h2>
      </div>
      <ul>{children}</ul>
    </section>
  );
}
