export const FACETS = ["task", "provider", "family", "quantization"] as const;
export type Facet = (typeof FACETS)[number];

export const MODEL_SORTS = [
  "name",
  "-name",
  "id",
  "-id",
  "size",
  "-size",
  "context_length",
  "-context_length",
  "modified_at",
  "-modified_at",
] as const;
export type ModelSort = (typeof MODEL_SORTS)[number];
