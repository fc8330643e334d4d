import { countText } from "./facts";
import type { ModelRow } from "./row";

/** What one chooses a model by, in a line. */
export function modelFacts(row: ModelRow): string {
  const { task, parameter_size, quantization, context_length } = row;
  const context = context_length === null ? null : `${countText(context_length)} tokens`;
  return [task, parameter_size, quantization, context].filter(Boolean).join(" · ");
}
