import type { ReactNode } from "react";
import { boxOf, extentOf, SelectBox, type Selection } from "@/components/ui/selection";
import { GROUP_LABELS } from "@/lib/registry/tasks";
import type { TaskGroup } from "@/lib/registry/types";
import { countWords } from "@/lib/registry/words";

interface TaskGroupHeadProps {
  id: string;
  group: TaskGroup;
  keys: readonly string[];
  selection: Selection;
  /** Labels of the columns below. */
  children?: ReactNode;
}

/** The name of a group of tasks, with a checkbox for all of them. */
export function TaskGroupHead({ id, group, keys, selection, children }: TaskGroupHeadProps) {
  return (
    <div className="flex items-center gap-3 rounded-t-lg border-b border-line bg-ground px-3 py-1.5">
      <span className="-m-1.5 flex p-1.5">
        <SelectBox
          label={`Select all ${countWords(keys.length, "task")} in ${GROUP_LABELS[group]}`}
          extent={extentOf(keys, selection.selected)}
          isLatest={selection.latest === boxOf(keys)}
          onSelect={(next) => selection.select(keys, next)}
        />
      </span>
      <h2 id={id} className="text-xs font-semibold text-muted">
        {GROUP_LABELS[group]}
      </h2>
      {children}
    </div>
  );
}
