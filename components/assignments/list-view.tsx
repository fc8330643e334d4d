"use client";

import { GROUP_LABELS, TASKS } from "@/lib/registry/tasks";
import { containsWords } from "@/lib/search-words";
import { AssignmentList } from "./assignment-list";
import type { TaskProps } from "./lookup";
import { Toolbar } from "./toolbar";
import type { ViewProps } from "./view-props";

/** What the search of the list looks at: the task, and its profile, also the one that is still saved. */
function textOf({ task, choice, saved, lookup }: TaskProps): string {
  const profiles = [choice, saved].flatMap((id) => lookup.profiles.get(id) ?? []);
  const names = profiles.flatMap(({ name, model_name }) => [name, model_name]);
  return [task.label, task.purpose, GROUP_LABELS[task.group], ...names].join(" ");
}

/** The tasks as a list, each with a picker for any profile. */
export function ListView({ lookup, state, selection, propsOf, ...props }: ViewProps) {
  const { onChange, onChoose, onUndo } = props;
  const tasks = TASKS.filter((task) => containsWords(textOf(propsOf(task)), state.task));
  return (
    <>
      <Toolbar
        search={{
          label: "Search tasks and their profiles",
          placeholder: "Search task, profile, model",
          words: state.task,
          noun: "task",
          of: TASKS.length,
          found: tasks.length,
          onSearch: (task) => onChange({ task }),
        }}
        // Nobody sees that a task would change which the search hides.
        selected={tasks.filter(({ key }) => selection.selected.has(key))}
        lookup={lookup}
        onChoose={onChoose}
        onUndo={onUndo}
      />
      <AssignmentList tasks={tasks} selection={selection} propsOf={propsOf} />
    </>
  );
}
