import { type Engine, ENGINE_KINDS, ENGINES } from "@/lib/registry/engines";

/** The interface that a source lists its models by; many servers offer OpenAI's. */
export type SourceKind = (typeof ENGINES)[Engine]["lists_as"];
export const SOURCE_KINDS: readonly SourceKind[] = [
  ...new Set(ENGINE_KINDS.map((engine) => ENGINES[engine].lists_as)),
];

export const SOURCE_KIND_LABELS: Readonly<Record<SourceKind, string>> = {
  ollama: "Ollama",
  openai: "OpenAI-compatible",
};

/** The catalog's file, among the sources. */
export const FILE_SOURCE = "file";
