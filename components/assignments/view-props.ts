import type { Selection } from "@/components/ui/selection";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import type { Config } from "@/lib/assignments/schema";
import type { Task } from "@/lib/registry/types";
import type { Lookup, TaskProps } from "./lookup";
import type { Choose } from "./use-choices";
import type { AssignmentsState } from "./use-view";

/** What the list and the matrix get. */
export interface ViewProps {
  /** What is saved. */
  config: Config;
  lookup: Lookup;
  state: AssignmentsState;
  selection: Selection;
  /** The props of a task's row. */
  propsOf: (task: Task) => TaskProps;
  onChange: ChangeUrlState<AssignmentsState>;
  onChoose: Choose;
  /** Undoes the last save; undefined if that is not possible. */
  onUndo: (() => void) | undefined;
}
