import type { ModelTask, Values } from "@/lib/registry/types";

/** As much of a catalog model as values are judged by. */
export interface JudgedModel {
  id: string;
  name: string;
  task: ModelTask;
  details: { family: string | null; context_length: number | null };
  /** What the model's makers recommend. */
  parameters?: Values | undefined;
  lora_weights?: readonly (string | { name: string })[] | undefined;
}

/** The names of the model's LoRA weights. */
export function loraNames(entry: Pick<JudgedModel, "lora_weights">): string[] {
  return (entry.lora_weights ?? []).map((weight) =>
    typeof weight === "string" ? weight : weight.name,
  );
}

export const THINKING = ["levels", "none", "any"] as const;
export type Thinking = (typeof THINKING)[number];

/**
 * How the model thinks: gpt-oss takes levels only and cannot be turned off, coder models have no
 * thinking (Ollama, `api/types.go` and `server/routes.go`); of others nothing is known.
 */
export function thinkingOf(entry: Pick<JudgedModel, "id" | "name" | "details">): Thinking {
  if (/^gpt-?oss$/i.test(entry.details.family ?? "")) return "levels";
  if (/coder/i.test(entry.id) || /coder/i.test(entry.name)) return "none";
  return "any";
}
