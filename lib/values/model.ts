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

/** How much gpt-oss can think. */
const LEVELS: readonly unknown[] = ["low", "medium", "high"];

/** What `think` may be, as text; "any" has no limit of its own. */
export const THINK_TEXT: Readonly<Record<Thinking, string>> = {
  levels: "low, medium or high",
  none: "false, none or not set",
  any: "any value",
};

/** True if a model that thinks this way takes the value of `think`. */
export function takesThink(thinking: Thinking, value: unknown): boolean {
  if (thinking === "levels") return LEVELS.includes(value);
  return thinking === "any" || value === false || value === "none";
}

/**
 * How the model thinks: gpt-oss takes three levels and cannot be turned off, coder models have no
 * thinking (Ollama, `api/types.go` and `server/routes.go`); of others nothing is known.
 */
export function thinkingOf(entry: Pick<JudgedModel, "id" | "name" | "details">): Thinking {
  if (/^gpt-?oss$/i.test(entry.details.family ?? "")) return "levels";
  if (/coder/i.test(entry.id) || /coder/i.test(entry.name)) return "none";
  return "any";
}
