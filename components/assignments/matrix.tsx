"use client";

import { type CSSProperties, useId, useRef } from "react";
import { GROUP_LABELS, TASKS } from "@/lib/registry/tasks";
import { TASK_GROUPS, type Task, type TaskGroup } from "@/lib/registry/types";
import { type Columns, stayingOf } from "./columns";
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

/**
 * How far from the edges a cell that passes is in sight: not beneath the parts that stay. As margins
 * of those cells: a padding of the scroller would count against the parts that stay, too.
 */
function marginsOf(columns: Columns): CSSProperties {
  const pins = stayingOf(columns) * WIDTHS.column;
  const pixels = { heads: WIDTHS.task + WIDTHS.standard, pins, after: WIDTHS.end };
  return Object.fromEntries(Object.entries(pixels).map(([name, px]) => [`--${name}`, `${px}px`]));
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
        className="relative max-h-[calc(100dvh-17rem)] min-h-96 overflow-auto rounded-lg border border-line bg-panel [--before:var(--heads)] max-lg:hidden xl:[--before:calc(var(--heads)+var(--pins))]"
        style={marginsOf(columns)}
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
