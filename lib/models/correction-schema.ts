import { z } from "zod";
import { MODEL_TASKS } from "@/lib/registry/types";
import { show } from "@/lib/registry/messages";

/** Tokens; more is no context length of a model. */
const MOST_TOKENS = 1e9;

const task = z.enum(MODEL_TASKS, {
  error: (issue) =>
    `must be one of ${MODEL_TASKS.join(", ")}, or null; you entered ${show(issue.input)}`,
});

const tokens = (issue: { input?: unknown }) =>
  `must be a whole number from 1 to 1,000,000,000, or null; you entered ${show(issue.input)}`;
const context_length = z
  .number({ error: tokens })
  .int({ error: tokens })
  .min(1, { error: tokens })
  .max(MOST_TOKENS, { error: tokens });

/** `PATCH /api/admin/catalog/models/{id}`: what is left out stays; null is as the source reports it. */
export const correctionPatch = z
  .strictObject(
    {
      task: task.nullable().optional(),
      context_length: context_length.nullable().optional().meta({ description: "tokens" }),
    },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? "cannot be corrected; the fields are task, context_length"
          : `must be an object; you entered ${show(issue.input)}`,
    },
  )
  .meta({ description: "Omitted fields stay; null restores what the source reports" });
export type CorrectionPatch = z.infer<typeof correctionPatch>;

const facts = {
  task: z.enum(MODEL_TASKS).nullable(),
  context_length: z.number().nullable().meta({ description: "tokens" }),
};

export const modelCorrection = z
  .object({
    model_id: z.string(),
    ...facts,
    reported: z
      .object(facts)
      .nullable()
      .meta({ description: "What the source says; null if the model is not in the catalog" }),
    set_by_name: z.string(),
    updated_at: z.string(),
  })
  .meta({
    id: "ModelCorrection",
    description: "What an admin corrected about a model; null if nothing",
  });
export type ModelCorrection = z.infer<typeof modelCorrection>;
