import type { OptionGroup } from "@/components/ui/combobox";
import { obstacleOf } from "@/lib/values/compatibility";
import type { ModelRow } from "@/lib/models/row";
import { modelFacts } from "@/lib/models/row-facts";
import { searchModels } from "@/lib/models/search";
import type { Task } from "@/lib/registry/types";

/** The models that hold the words: those that can do the task, and the others with the reason. */
export function modelGroups(
  rows: readonly ModelRow[],
  words: string,
  task: Task,
): readonly OptionGroup[] {
  const options = searchModels(rows, { q: words, sort: "id" }).rows.map((row) => ({
    value: row.id,
    label: row.id,
    note: modelFacts(row),
    disabled: obstacleOf(task, { name: row.name, model_name: row.id }, row)?.message,
  }));
  return [
    { label: `For ${task.label}`, options: options.filter(({ disabled }) => !disabled) },
    { label: "For other tasks", options: options.filter(({ disabled }) => disabled) },
  ];
}
