"use client";

import { memo } from "react";
import { GROUP_LABELS, TASKS } from "@/lib/registry/tasks";
import { TASK_GROUPS, type Task } from "@/lib/registry/types";
import { ActiveProfile, TaskControls } from "./task-cell";
import type { TaskProps } from "./lookup";

/** The tasks as cards, if there is no room for columns. */
export function TaskCards({ propsOf }: { propsOf: (task: Task) => TaskProps }) {
  return (
    <div className="grid gap-5 lg:hidden">
      {TASK_GROUPS.map((group) => (
        <section key={group} className="grid gap-2">
          <h2 className="text-xs font-semibold text-muted">{GROUP_LABELS[group]}</h2>
          <ul className="grid gap-2 md:grid-cols-2">
            {TASKS.filter((task) => task.group === group).map((task) => (
              <TaskCard key={task.key} {...propsOf(task)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const TaskCard = memo(function TaskCard(props: TaskProps) {
  const { task } = props;
  return (
    // The scroll margin keeps focused controls clear of the bar at the bottom.
    <li
      aria-label={task.label}
      className="grid scroll-mb-24 content-start gap-2 rounded-lg border border-line bg-panel p-3"
    >
      <div>
        <h3 className="font-medium">{task.label}</h3>
        <p className="text-xs text-muted">{task.purpose}</p>
      </div>
      <TaskControls {...props} />
      <ActiveProfile {...props} />
    </li>
  );
});
