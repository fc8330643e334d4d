"use client";

import { SearchX } from "lucide-react";
import { memo, useId } from "react";
import { cn } from "@/components/ui/cn";
import type { Selection } from "@/components/ui/selection";
import { EmptyState } from "@/components/ui/states";
import { TaskGroupHead } from "@/components/values/task-group-head";
import { TASK_GROUPS, type Task, type TaskGroup } from "@/lib/registry/types";
import { ActiveProfile, TaskBox, TaskControls } from "./task-cell";
import type { TaskProps } from "./lookup";

interface AssignmentListProps {
  /** The tasks that are shown. */
  tasks: readonly Task[];
  selection: Selection;
  /** The props of a task's row. */
  propsOf: (task: Task) => TaskProps;
  className?: string | undefined;
}

/** The tasks in their groups, each with its picker and what is active. */
export function AssignmentList({ tasks, className, ...rest }: AssignmentListProps) {
  if (tasks.length === 0) {
    return (
      <EmptyState icon={SearchX} title="No matching tasks">
        Try a broader search.
      </EmptyState>
    );
  }
  return (
    <div className={cn("grid gap-4", className)}>
      {TASK_GROUPS.map((group) => {
        const some = tasks.filter((task) => task.group === group);
        return some.length > 0 && <Group key={group} group={group} tasks={some} {...rest} />;
      })}
    </div>
  );
}

type GroupProps = Omit<AssignmentListProps, "className"> & { group: TaskGroup };

function Group({ group, tasks, selection, propsOf }: GroupProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-panel">
      <TaskGroupHead
        id={id}
        group={group}
        keys={tasks.map(({ key }) => key)}
        selection={selection}
      />
      <ul>
        {tasks.map((task) => (
          <AssignmentRow
            key={task.key}
            {...propsOf(task)}
            isSelected={selection.selected.has(task.key)}
            isLatest={selection.latest === task.key}
            onSelect={selection.select}
          />
        ))}
      </ul>
    </section>
  );
}

interface AssignmentRowProps extends TaskProps {
  isSelected: boolean;
  isLatest: boolean;
  onSelect: Selection["select"];
}

/** A task's row. It is memoized, so that a change renders only its own row. */
const AssignmentRow = memo(function AssignmentRow(props: AssignmentRowProps) {
  const { task, isSelected, isLatest, onSelect } = props;
  return (
    <li
      aria-label={task.label}
      className="grid grid-cols-1 items-center gap-x-6 gap-y-2 border-t border-line px-3 py-2.5 first:border-t-0 md:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)_minmax(0,1.2fr)] [&_:is(button,input)]:scroll-mt-16 [&_:is(button,input)]:scroll-mb-20"
    >
      <TaskBox
        task={task}
        isSelected={isSelected}
        isLatest={isLatest}
        onSelect={onSelect}
        className="flex items-center gap-3"
      />
      <TaskControls {...props} />
      <div className="md:max-lg:col-start-2">
        <ActiveProfile {...props} />
      </div>
    </li>
  );
});
