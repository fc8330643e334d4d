import { GROUP_LABELS, TASKS } from "@/lib/registry/tasks";
import { type Task, TASK_GROUPS } from "@/lib/registry/types";

/** Every task in its group, for a list of choices. */
export function TaskOptions({ valueOf }: { valueOf: (task: Task) => string | number }) {
  return TASK_GROUPS.map((group) => (
    <optgroup key={group} label={GROUP_LABELS[group]}>
      {TASKS.filter((task) => task.group === group).map((task) => (
        <option key={task.key} value={valueOf(task)}>
          {task.label}
        </option>
      ))}
    </optgroup>
  ));
}
