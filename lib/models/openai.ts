import { z } from "zod";
import type { ModelTask } from "@/lib/registry/types";

/** `GET /v1/models`, what of it is of use here. */
export const openAiModels = z.object({ data: z.array(z.unknown()) });

const count = z.number().int().positive().nullish().catch(null);

const listed = z.object({
  id: z.string(),
  created: z.number().nullish().catch(null),
  /** vLLM tells how much context it serves. */
  max_model_len: count,
  /** llama.cpp tells what the model was trained for, and its size. */
  meta: z.object({ n_ctx_train: count, size: count }).partial().nullish().catch(null),
});

/** The list tells no task; names of what makes no text say so by habit. */
const TASKS: readonly [RegExp, ModelTask][] = [
  [/rerank/i, "Reranking"],
  [/embed|\bbge\b|\be5\b/i, "TextToEmbeddings"],
  [/whisper|transcribe/i, "SpeechToText"],
  [/\btts\b/i, "TextToSpeech"],
  [/dall-e|gpt-image|stable-diffusion|flux/i, "TextToImage"],
  [/vision|\bvl\b/i, "VisionTextToText"],
];

function taskOf(id: string): ModelTask {
  return TASKS.find(([pattern]) => pattern.test(id))?.[1] ?? "TextToText";
}

/** Seconds since the epoch as a time; null where they are none. */
function timeOf(seconds: number | null | undefined): string | null {
  const at = new Date((seconds ?? 0) * 1000);
  return !seconds || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** An entry of `/v1/models` as an entry of the catalog, not yet checked. */
export function openAiEntry(entry: unknown, provider: string): unknown {
  const parsed = listed.safeParse(entry);
  if (!parsed.success) return entry;
  const { id, created, max_model_len, meta } = parsed.data;
  return {
    id,
    name: id,
    model: id,
    task: taskOf(id),
    provider,
    modified_at: timeOf(created),
    size: meta?.size ?? null,
    details: { context_length: max_model_len ?? meta?.n_ctx_train ?? null },
  };
}
