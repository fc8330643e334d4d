"use client";

import { type CSSProperties, memo, useId, useRef } from "react";
import { GROUP_LABELS, TASK_KEYS, TASKS } from "@/lib/registry/tasks";
import { type Task, TASK_GROUPS, type TaskGroup } from "@/lib/registry/types";
import {
  type Columns,
  type ColumnWindow,
  matrixWidth,
  stickyCount,
  useColumnWindow,
  WIDTHS,
} from "./columns";
import { ActiveProfile, TaskBox, TaskControls } from "./task-cell";
import type { TaskProps } from "./lookup";
import { MatrixHead } from "./matrix-head";
import { extentOf, type Selection } from "@/components/ui/selection";
import { ReasonTip } from "./reason-tip";
import { RowChoices } from "./choice-row";

interface MatrixProps {
  columns: Columns;
  selection: Selection;
  /** The props of a task's row. */
  propsOf: (task: Task) => TaskProps;
  onPin: (id: string) => void;
}

/**
 * How much of each edge is covered by sticky columns. Used as scroll margins of the scrolling cells: a
 * scroll padding of the container would also apply to the sticky ones.
 */
function marginsOf(columns: Columns): CSSProperties {
  const pins = stickyCount(columns) * WIDTHS.column;
  const pixels = { heads: WIDTHS.task + WIDTHS.default, pins, after: WIDTHS.end };
  return Object.fromEntries(Object.entries(pixels).map(([name, px]) => [`--${name}`, `${px}px`]));
}

/**
 * Where a box of this width begins and ends: it begins with the page's content and ends with its last
 * column, up to the right edge of the window; it goes to the left only when there is no more room.
 */
function extentOfBox(px: number): CSSProperties {
  const wanted = `min(${px}px, 100vw - 4rem)`;
  return {
    width: `min(${px}px, max(100%, 100vw - 4rem))`,
    marginLeft: `min(0px, 50% + 50vw - 2rem - ${wanted})`,
  };
}

/** For the borders and a scroll bar; without one, the last column takes it. */
const BESIDE = 18;

/**
 * Tasks in rows, profiles in columns. Headers and the last column stay visible. With many columns it is
 * wider than the page's content, up to the width of the window.
 */
export function Matrix({ columns, selection, propsOf, onPin }: MatrixProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { visible, hidden } = useColumnWindow(scroller);
  const width = matrixWidth(columns.ids.length);
  const [anyTask] = TASKS;
  if (!anyTask) return null;
  const { lookup, onChoose } = propsOf(anyTask);
  return (
    <ReasonTip>
      <div
        ref={scroller}
        data-more={hidden.after > 0 ? "" : undefined}
        className="group/matrix relative max-h-[calc(100dvh-20rem)] min-h-96 overflow-auto rounded-lg border border-line bg-panel [--before:var(--heads)] [--more:-12px_0_10px_-10px_var(--veil)] max-lg:hidden xl:[--before:calc(var(--heads)+var(--pins))]"
        style={{ ...marginsOf(columns), ...extentOfBox(width + BESIDE) }}
      >
        <div className="min-w-full" style={{ width }}>
          <MatrixHead
            columns={columns}
            visible={visible}
            hidden={hidden}
            lookup={lookup}
            extent={extentOf(TASK_KEYS, selection.selected)}
            onSelectAll={(isSelected) => selection.select(TASK_KEYS, isSelected)}
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
                  visible={visible}
                  isSelected={selection.selected.has(task.key)}
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

interface MatrixRowProps extends TaskProps {
  columns: Columns;
  visible: ColumnWindow;
  isSelected: boolean;
  onSelect: Selection["select"];
}

/** A task's row. It is memoized, so that a change renders only its own row. */
const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { task, columns, visible, isSelected, onSelect, ...shared } = props;
  return (
    <li className="flex min-h-14 border-t border-line [&_:is(button,input)]:scroll-mt-22 [&_:is(button,input)]:scroll-mb-4">
      <TaskBox
        task={task}
        isSelected={isSelected}
        onSelect={onSelect}
        className="sticky left-0 z-10 flex shrink-0 items-center gap-2.5 bg-panel py-1.5 pr-2 pl-3"
        style={{ width: WIDTHS.task }}
      />
      <RowChoices task={task} columns={columns} visible={visible} {...shared} />
      <div
        className="sticky right-0 z-10 grid shrink-0 grow content-center gap-1 border-l border-line bg-panel px-2 py-1.5 group-data-more/matrix:shadow-(--more) has-[[aria-expanded=true]]:z-30"
        style={{ width: WIDTHS.end }}
      >
        <TaskControls task={task} {...shared} />
        <ActiveProfile task={task} {...shared} />
      </div>
    </li>
  );
});
