import { z } from "zod";
import { pageOf, pageQuery, searchWords } from "@/lib/http/pagination";
import { MODEL_TASKS } from "@/lib/registry/types";
import { show } from "@/lib/registry/messages";
import { modelCorrection } from "./correction-schema";
import { MODEL_SORTS } from "./filters";
import type { ModelRow } from "./row";
import { catalogFault, model } from "./schema";
import { THINKING } from "@/lib/values/model";

const word = z.string().max(300).optional();

export const modelQuery = z.strictObject({
  task: z
    .enum(MODEL_TASKS, {
      error: (issue) =>
        `must be one of ${MODEL_TASKS.join(", ")}; you entered ${show(issue.input)}`,
    })
    .optional(),
  provider: word,
  family: word,
  quantization: word,
  q: searchWords.meta({
    description: "Words in the id, name, family, size, quantization or description",
  }),
  sort: z
    .enum(MODEL_SORTS, {
      error: (issue) =>
        `must be one of ${MODEL_SORTS.join(", ")}; you entered ${show(issue.input)}`,
    })
    .default("name"),
  ...pageQuery,
});
export type ModelQuery = z.infer<typeof modelQuery>;

const counts = z.record(z.string(), z.number().int());

export const modelPage = pageOf(model).extend({
  facets: z
    .object({ task: counts, provider: counts, family: counts, quantization: counts })
    .meta({ description: "How many models each choice would leave, the other filters kept" }),
});

/** A model with what an admin has corrected. */
export const correctedModel = model
  .extend({ correction: modelCorrection.optional() })
  .meta({ id: "CorrectedModel" });

export const modelWithUse = correctedModel
  .extend({
    used_by: z.number().int().meta({ description: "Of the profiles that the caller sees" }),
  })
  .meta({ id: "ModelWithUse" });
export type ModelWithUse = z.infer<typeof modelWithUse>;

/** `GET /api/catalog`. */
export const modelRows = z.object({
  data: z.array(
    z
      .object({
        id: z.string(),
        name: z.string(),
        task: z.enum(MODEL_TASKS),
        provider: z.string(),
        family: z.string().nullable(),
        quantization: z.string().nullable(),
        parameter_size: z.string().nullable(),
        size: z.number().nullable().meta({ description: "bytes" }),
        context_length: z.number().nullable().meta({ description: "tokens" }),
        modified_at: z.string().nullable(),
        description: z.string().nullable(),
        thinking: z.enum(THINKING).meta({
          description: "What `think` may be: low, medium or high; false or none; or anything",
        }),
      })
      .meta({ id: "ModelRow", description: "A model in one line" }) satisfies z.ZodType<ModelRow>,
  ),
});

export const syncReport = z
  .object({
    added: z.array(z.string()),
    updated: z.array(z.string()),
    removed: z.array(z.string()),
    errors: z.array(catalogFault),
  })
  .meta({ id: "CatalogReport", description: "Ids of models" });
export type SyncReport = z.infer<typeof syncReport>;
