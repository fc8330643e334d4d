import { GROUP_LABELS, TASKS } from "@/lib/registry/tasks";
import { type Task, TASK_GROUPS } from "@/lib/registry/types";

interface TaskOptionsProps {
  valueOf: (task: Task) => string | number;
  /** Filters the tasks; all by default. */
  offers?: (task: Task) => boolean;
}

/** The options of a task select, by group. */
export function TaskOptions({ valueOf, offers = () => true }: TaskOptionsProps) {
  return TASK_GROUPS.map((group) => {
    const tasks = TASKS.filter((task) => task.group === group && offers(task));
    if (tasks.length === 0) return null;
    return (
      <optgroup key={group} label={GROUP_LABELS[group]}>
        {tasks.map((task) => (
          <option key={task.key} value={valueOf(task)}>
            {task.label}
          </option>
        ))}
      </optgroup>
    );
  });
}
