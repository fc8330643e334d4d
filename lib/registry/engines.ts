import { keysOf } from "@/lib/objects";
import type { Field, TaskKind } from "./types";
import { listText } from "./words";

interface EngineFacts {
  /** What it is called in messages. */
  label: string;
  /** The interface that lists its models: Ollama's `/api/tags`, or `/v1/models` as OpenAI has it. */
  lists_as: "ollama" | "openai";
  /** The kinds of task that it has an endpoint for. */
  tasks: readonly TaskKind[];
}

/**
 * Every engine that runs models, in the order people see them. Endpoints: only llama.cpp and vLLM
 * have `/v1/rerank`; only OpenAI has `/v1/images/generations`, which compatible servers such as
 * stable-diffusion.cpp's copy.
 */
export const ENGINES = {
  ollama: { label: "Ollama", lists_as: "ollama", tasks: ["text", "embedding"] },
  llama_cpp: { label: "llama.cpp", lists_as: "openai", tasks: ["text", "embedding", "reranking"] },
  vllm: { label: "vLLM", lists_as: "openai", tasks: ["text", "embedding", "reranking"] },
  lm_studio: { label: "LM Studio", lists_as: "openai", tasks: ["text", "embedding"] },
  openai: { label: "OpenAI", lists_as: "openai", tasks: ["text", "embedding", "image"] },
  openai_compatible: {
    label: "OpenAI-compatible server",
    lists_as: "openai",
    tasks: ["text", "embedding", "image"],
  },
} as const satisfies Readonly<Record<string, EngineFacts>>;

export type Engine = keyof typeof ENGINES;

export const ENGINE_KINDS: readonly Engine[] = keysOf(ENGINES);

/** A model's provider for people: the label of a kind of engine; other names are shown as they are. */
export function providerText(provider: string): string {
  return ENGINE_KINDS.includes(provider as Engine) ? ENGINES[provider as Engine].label : provider;
}

/**
 * The default of each engine while the field is not sent: `Ollama and llama.cpp 0.8; vLLM 1`; empty if
 * unknown.
 */
export function engineDefaults(field: Field): string {
  const known = field.engine_defaults ?? {};
  const labels = new Map<string | number, string[]>();
  for (const engine of ENGINE_KINDS) {
    const value = known[engine];
    if (value === undefined) continue;
    labels.set(value, [...(labels.get(value) ?? []), ENGINES[engine].label]);
  }
  return [...labels].map(([value, names]) => `${listText(names)} ${value}`).join("; ");
}
