import type { Task } from "@/lib/registry/types";
import type { Sight } from "./sight";
import type { Choose } from "./use-choices";

/** What a task's row and card show and do alike. Each stays the same until its own task changes. */
export interface TaskProps {
  task: Task;
  /** The profile that is chosen, saved or not. */
  choice: string;
  saved: string;
  sight: Sight;
  /** Why the server refused the choice. */
  refusal: string | undefined;
  /** Whether a profile was chosen that has been deleted since. */
  isLost: boolean;
  onChoose: Choose;
  /** Opens what is in force. */
  onLook: (task: string) => void;
}
