import { z } from "zod";
import type { ModelTask } from "@/lib/registry/types";

/** What Ollama's capabilities make of a model (newer servers tell them); a guess without. */
export function ollamaTask(capabilities: readonly unknown[], family: string): ModelTask {
  if (capabilities.includes("embedding") || /bert/i.test(family)) return "TextToEmbeddings";
  return capabilities.includes("vision") ? "VisionTextToText" : "TextToText";
}

/** What is kept of each model; what is larger than any server tells in earnest is left out. */
const text = z.string().max(300).nullish().catch(null);
const texts = z.array(z.string().max(100)).max(32).nullish().catch(null);

const details = z.object({
  parent_model: text,
  format: text,
  family: text,
  families: texts,
  parameter_size: text,
  quantization_level: text,
});

const tag = z.object({
  name: z.string(),
  model: z.string().optional().catch(undefined),
  modified_at: text,
  size: z.number().nullish().catch(null),
  digest: text,
  details: details.partial().nullish().catch(null),
  capabilities: texts,
});

/** `GET /api/tags`, what of it is of use here. */
export const ollamaTags = z.object({ models: z.array(z.unknown()) });

/** An entry of `/api/tags`; null where it names no model. */
export function ollamaTag(entry: unknown) {
  const parsed = tag.safeParse(entry);
  return parsed.success ? parsed.data : null;
}
export type OllamaTag = z.infer<typeof tag>;

/** `POST /api/show`, what of it is of use here: the context stands under `<architecture>.context_length`. */
export const ollamaShow = z.object({
  capabilities: texts,
  model_info: z.record(z.string(), z.unknown()).nullish().catch(null),
});
export type OllamaShow = z.infer<typeof ollamaShow>;

function contextOf({ model_info }: OllamaShow): number | null {
  const info = model_info ?? {};
  const architecture = info["general.architecture"];
  const named = typeof architecture === "string" ? info[`${architecture}.context_length`] : null;
  const length =
    named ?? Object.entries(info).find(([key]) => key.endsWith(".context_length"))?.[1];
  return typeof length === "number" && Number.isInteger(length) && length > 0 ? length : null;
}

/** A model of Ollama's as an entry of the catalog, not yet checked; `show` where it is known. */
export function ollamaEntry(found: OllamaTag, show: OllamaShow | null, provider: string): unknown {
  const { name, model, modified_at, size, digest } = found;
  const { parent_model, family, ...rest } = found.details ?? {};
  const capabilities = show?.capabilities ?? found.capabilities ?? [];
  return {
    id: name,
    name,
    model: model ?? name,
    task: ollamaTask(capabilities, family ?? ""),
    provider,
    modified_at,
    digest,
    size,
    details: {
      ...rest,
      family: family ?? null,
      parent_model: parent_model === "" ? null : parent_model,
      context_length: show && contextOf(show),
    },
    ...(capabilities.length > 0 ? { capabilities } : {}),
  };
}
