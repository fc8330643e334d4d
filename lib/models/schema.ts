import { z } from "zod";
import { PARAMETERS } from "@/lib/registry/parameters";
import { show } from "@/lib/registry/messages";
import { MODEL_TASKS } from "@/lib/registry/types";
import { text, valuesSchema } from "@/lib/registry/zod";

const optionalText = text(0, 2000).nullable().default(null);

const got = (issue: { input?: unknown }) => `; you entered ${show(issue.input)}`;

function wholeNumber(min: number) {
  const error = (issue: { input?: unknown }) =>
    `must be a whole number of at least ${min}${got(issue)}`;
  return z.number({ error }).int({ error }).min(min, { error });
}

function list<T extends z.ZodType>(item: T) {
  return z.array(item, { error: (issue) => `must be a list${got(issue)}` });
}

function object<T extends z.ZodRawShape>(shape: T) {
  return z.looseObject(shape, { error: (issue) => `must be an object${got(issue)}` });
}

const count = wholeNumber(0);

/** An id is part of an address: `/api/models/profiles` is the profiles' own. */
const modelId = text(1, 300).refine((id) => id !== "profiles", {
  error: "must not be profiles: that address is the profiles' own",
});

/** What facets count by; no object of JavaScript can be trusted to hold a key of that name. */
const facetText = (max: number) =>
  text(1, max).refine((value) => value !== "__proto__", { error: "must not be __proto__" });

const architecture = object({
  n_layers: count.nullish(),
  n_kv_heads: count.nullish(),
  head_dim: count.nullish(),
});

const details = object({
  parent_model: optionalText,
  format: optionalText,
  family: facetText(2000).nullable().default(null),
  families: list(text(1, 200)).nullable().default(null),
  parameter_size: optionalText,
  quantization_level: facetText(2000).nullable().default(null),
  dtype: optionalText,
  specialization: optionalText,
  description: optionalText,
  context_length: wholeNumber(1).nullable().default(null),
  architecture: architecture.nullish(),
});

/** An entry of `.models.json`. Fields that are not listed here are kept as they are. */
export const modelEntry = object({
  id: modelId,
  name: text(1, 300),
  model: text(1, 300),
  task: z.enum(MODEL_TASKS, { error: `must be one of ${MODEL_TASKS.join(", ")}` }),
  provider: facetText(100),
  modified_at: optionalText,
  digest: optionalText,
  size: wholeNumber(0).nullable().default(null).meta({ description: "bytes" }),
  details,
  parameters: valuesSchema(PARAMETERS)
    .optional()
    .meta({ description: "What the model's makers recommend" }),
  lora_weights: list(
    z.union([text(1, 300), object({ name: text(1, 300) })], {
      error: "must be a name, or an object with one",
    }),
  ).optional(),
  pipeline: text(1, 200).nullish(),
}).meta({ id: "ModelEntry" });
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
    note: z
      .literal(true)
      .optional()
      .meta({ description: "The entry is in the catalog; the detail is treated as unknown" }),
  })
  .meta({ id: "CatalogFault" });
export type CatalogFault = z.infer<typeof catalogFault>;
