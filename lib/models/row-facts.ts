import type { ModelRow } from "./row";

const numbers = new Intl.NumberFormat("en");

/** What one chooses a model by, in a line. */
export function modelFacts(row: ModelRow): string {
  const { task, parameter_size, quantization, context_length } = row;
  const context = context_length === null ? null : `${numbers.format(context_length)} tokens`;
  return [task, parameter_size, quantization, context].filter(Boolean).join(" · ");
}
