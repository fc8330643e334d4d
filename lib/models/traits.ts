import type { ModelEntry } from "./schema";

/** The names of the model's LoRA weights. */
export function loraNames(entry: ModelEntry): string[] {
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
export function thinkingOf(entry: ModelEntry): Thinking {
  if (/^gpt-?oss$/i.test(entry.details.family ?? "")) return "levels";
  if (/coder/i.test(entry.id) || /coder/i.test(entry.name)) return "none";
  return "any";
}
