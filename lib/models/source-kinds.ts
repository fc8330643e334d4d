/** What a source speaks: Ollama's own interface, or OpenAI's list of models, which many servers do. */
export const SOURCE_KINDS = ["ollama", "openai"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** The catalog's file, among the sources. */
export const FILE_SOURCE = "file";
