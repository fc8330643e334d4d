import type { ModelTask } from "@/lib/registry/types";
import type { ModelEntry } from "./schema";
import { type Thinking, thinkingOf } from "@/lib/values/model";
import { countWords, modelTaskText } from "@/lib/registry/words";

/** What is searched, compared and chosen by: a model in one line. */
export interface ModelRow {
  id: string;
  name: string;
  task: ModelTask;
  provider: string;
  family: string | null;
  quantization: string | null;
  parameter_size: string | null;
  /** Bytes. */
  size: number | null;
  /** Tokens. */
  context_length: number | null;
  modified_at: string | null;
  description: string | null;
  thinking: Thinking;
}

export function rowOf(entry: ModelEntry): ModelRow {
  const { id, name, task, provider, size, modified_at, details } = entry;
  return {
    id,
    name,
    task,
    provider,
    family: details.family,
    quantization: details.quantization_level,
    parameter_size: details.parameter_size,
    size,
    context_length: details.context_length,
    modified_at,
    description: details.description,
    thinking: thinkingOf(entry),
  };
}

/** The model's entry, where it comes with how often profiles use it. */
export function entryOf(model: ModelEntry | undefined): ModelEntry | undefined {
  if (!model) return undefined;
  const { used_by: _used, correction: _correction, ...entry } = model;
  return entry;
}

/** What one chooses a model by, in a line. */
export function modelFacts(row: ModelRow): string {
  const { task, parameter_size, quantization, context_length } = row;
  const context = context_length === null ? null : countWords(context_length, "token");
  return [modelTaskText(task), parameter_size, quantization, context].filter(Boolean).join(" · ");
}
