import type { SourceKind } from "@/lib/models/source-kinds";

/** What a kind of source is called. */
export const KIND_LABELS: Readonly<Record<SourceKind, string>> = {
  ollama: "Ollama",
  openai: "OpenAI-compatible",
};
