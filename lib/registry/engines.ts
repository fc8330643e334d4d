import type { Engine, Field } from "./types";

const ENGINE_LABELS: Readonly<Record<Engine, string>> = {
  ollama: "Ollama",
  llama_cpp: "llama.cpp",
  vllm: "vLLM",
  openai: "OpenAI",
};

/** What each engine does where the field is not sent: `Ollama 0.8, vLLM 1`; empty if none is known. */
export function engineDefaults(field: Field): string {
  if (!("engine_defaults" in field)) return "";
  const known = field.engine_defaults as Readonly<Partial<Record<Engine, number | string>>>;
  return (Object.keys(ENGINE_LABELS) as Engine[])
    .flatMap((engine) =>
      known[engine] === undefined ? [] : [`${ENGINE_LABELS[engine]} ${known[engine]}`],
    )
    .join(", ");
}
