import { z } from "zod";
import { PARAMETERS } from "@/lib/registry/parameters";
import { MODEL_TASKS } from "@/lib/registry/types";
import { text, valuesSchema } from "@/lib/registry/zod";

const optionalText = text(0, 2000).nullable().default(null);
const count = z.number().int().min(0);

const architecture = z.looseObject({
  n_layers: count.nullish(),
  n_kv_heads: count.nullish(),
  head_dim: count.nullish(),
});

const details = z.looseObject({
  parent_model: optionalText,
  format: optionalText,
  family: optionalText,
  families: z.array(text(1, 200)).nullable().default(null),
  parameter_size: optionalText,
  quantization_level: optionalText,
  dtype: optionalText,
  specialization: optionalText,
  description: optionalText,
  context_length: z.number().int().min(1).nullable().default(null),
  architecture: architecture.nullish(),
});

/** An entry of `.models.json`. Fields that are not listed here are kept as they are. */
export const modelEntry = z
  .looseObject({
    id: text(1, 300),
    name: text(1, 300),
    model: text(1, 300),
    task: z.enum(MODEL_TASKS, { error: `must be one of ${MODEL_TASKS.join(", ")}` }),
    provider: text(1, 100),
    modified_at: optionalText,
    digest: optionalText,
    size: z.number().min(0).nullable().default(null).meta({ description: "bytes" }),
    details,
    parameters: valuesSchema(PARAMETERS)
      .optional()
      .meta({ description: "What the model's makers recommend" }),
    lora_weights: z
      .array(z.union([text(1, 300), z.looseObject({ name: text(1, 300) })]))
      .optional(),
    pipeline: text(1, 200).nullish(),
  })
  .meta({ id: "ModelEntry" });
export type ModelEntry = z.infer<typeof modelEntry>;

/** A model as answers carry it. */
export const model = modelEntry
  .extend({ available: z.boolean() })
  .meta({ id: "Model", description: "A model of the catalog" });

export const catalogFault = z
  .object({
    index: z.number().int().meta({ description: "Of the entry; -1 is the file itself" }),
    path: z.string(),
    message: z.string(),
  })
  .meta({ id: "CatalogFault" });
export type CatalogFault = z.infer<typeof catalogFault>;
