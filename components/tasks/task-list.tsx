"use client";

import { type KeyboardEvent, memo, useId, useMemo } from "react";
import type { Selection } from "@/components/ui/selection";
import { Skeleton } from "@/components/ui/skeleton";
import { TaskGroupHead } from "@/components/values/task-group-head";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import { TASKS } from "@/lib/registry/tasks";
import { TASK_GROUPS, type Task, type TaskGroup } from "@/lib/registry/types";
import { TaskRow } from "./task-row";

interface TaskListProps {
  rows: readonly TaskOverview[];
  hasEngines: boolean;
  /** The key of the task whose panel is open. */
  open: string | undefined;
  selection: Selection;
  onOpen: (key: string) => void;
  onApproach: (key: string) => void;
}

/** The link of a row, which opens its panel. */
export function rowLink(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`a[data-task="${key}"]`);
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The arrow keys move between the rows. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  const step = STEPS[key];
  if (step === undefined || !(target instanceof HTMLAnchorElement)) return;
  const links = [...currentTarget.querySelectorAll<HTMLElement>("a[data-task]")];
  const next = links[links.indexOf(target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

interface GroupRows {
  group: TaskGroup;
  tasks: readonly { task: Task; row: TaskOverview }[];
}

function groupsOf(rows: readonly TaskOverview[]): GroupRows[] {
  const byTask = new Map(rows.map((row) => [row.task, row]));
  const groups = TASK_GROUPS.map((group) => ({
    group,
    tasks: TASKS.filter((task) => task.group === group).flatMap((task) => {
      const row = byTask.get(task.key);
      return row ? { task, row } : [];
    }),
  }));
  return groups.filter(({ tasks }) => tasks.length > 0);
}

/** All tasks in their groups. */
export function TaskList({ rows, open, ...rest }: TaskListProps) {
  const groups = useMemo(() => groupsOf(rows), [rows]);
  const isUsed = rows.some(({ last_used }) => last_used !== null);
  return (
    <div role="presentation" className="@container grid gap-4" onKeyDown={moveFocus}>
      {groups.map(({ group, tasks }) => {
        const isOpen = tasks.some(({ task }) => task.key === open);
        const key = isOpen ? open : undefined;
        const props = { group, tasks, isUsed, open: key };
        return <Group key={group} {...props} {...rest} />;
      })}
    </div>
  );
}

interface GroupProps extends Omit<TaskListProps, "rows">, GroupRows {
  /** A task of any group was used lately. */
  isUsed: boolean;
}

/** Rendered anew only if one of its own tasks opens or closes. */
const Group = memo(function Group(props: GroupProps) {
  const { group, tasks, isUsed, selection, open, ...rest } = props;
  const id = useId();
  const { selected, select, latest } = selection;
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-panel">
      <TaskGroupHead
        id={id}
        group={group}
        keys={tasks.map(({ task }) => task.key)}
        selection={selection}
      >
        {/* Each row says it to screen readers. */}
        {isUsed && (
          <span aria-hidden className="ml-auto text-xs text-muted @max-5xl:hidden">
            Last used
          </span>
        )}
      </TaskGroupHead>
      <ul>
        {tasks.map(({ task, row }) => (
          <TaskRow
            key={task.key}
            task={task}
            row={row}
            isOpen={open === task.key}
            isSelected={selected.has(task.key)}
            isLatest={latest === task.key}
            onSelect={select}
            {...rest}
          />
        ))}
      </ul>
    </section>
  );
});

const SKELETON_GROUPS = [
  { rows: 2, width: 22 },
  { rows: 4, width: 28 },
  { rows: 3, width: 24 },
];

/** The shape of the list while it loads. */
export function TasksSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading tasks</span>
      {SKELETON_GROUPS.map(({ rows, width }, group) => (
        <div key={group} className="rounded-lg border border-line bg-panel">
          <div className="border-b border-line bg-ground px-3 py-2">
            <Skeleton className="h-3 w-20" />
          </div>
          {Array.from({ length: rows }, (_, index) => (
            <div key={index} className="flex gap-6 border-t border-line px-3 py-3 first:border-t-0">
              <span className="grid w-48 shrink-0 gap-1.5" style={{ maxWidth: `${width / 2}rem` }}>
                <Skeleton className="w-2/3" />
                <Skeleton className="h-3" />
              </span>
              <Skeleton className="w-48 max-md:hidden" />
              <Skeleton className="grow max-lg:hidden" />
              <Skeleton className="ml-auto w-16" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
