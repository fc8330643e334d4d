import { z } from "zod";

const usage = z.looseObject({ prompt_tokens: z.number(), total_tokens: z.number() });
const mp = z
  .looseObject({
    engine_ms: z.number(),
    tokens_per_second: z.number().nullable(),
    context: z.object({ requested: z.number().nullable(), granted: z.number().nullable() }),
    stopped_by: z.string().optional(),
  })
  .meta({
    description: "What the engine did; `stopped_by` says that the guard stopped the answer",
  });

const head = { id: z.string(), object: z.string(), created: z.number(), model: z.string() };

export const chatCompletion = z
  .looseObject({
    ...head,
    choices: z.array(
      z.looseObject({
        index: z.number(),
        message: z.looseObject({ role: z.string(), content: z.string().nullable() }),
        finish_reason: z.enum(["stop", "length", "tool_calls", "content_filter"]),
      }),
    ),
    usage,
    mp,
  })
  .meta({ id: "ChatCompletion" });

export const completion = z
  .looseObject({
    ...head,
    choices: z.array(
      z.looseObject({ index: z.number(), text: z.string(), finish_reason: z.string() }),
    ),
    usage,
    mp,
  })
  .meta({ id: "Completion" });

export const embeddings = z
  .object({
    object: z.literal("list"),
    model: z.string(),
    data: z.array(
      z.object({
        object: z.literal("embedding"),
        index: z.number(),
        embedding: z.union([z.array(z.number()), z.string()]),
      }),
    ),
    usage,
  })
  .meta({ id: "Embeddings" });

export const ranking = z
  .object({
    id: z.string(),
    model: z.string(),
    results: z.array(
      z.object({
        index: z.number(),
        relevance_score: z.number(),
        document: z.object({ text: z.string() }).optional(),
      }),
    ),
    usage,
  })
  .meta({ id: "Ranking" });

export const images = z
  .object({
    created: z.number(),
    data: z.array(z.object({ b64_json: z.string(), revised_prompt: z.string().optional() })),
  })
  .meta({ id: "Images" });

export const gatewayModel = z
  .object({
    id: z.string(),
    object: z.literal("model"),
    created: z.number(),
    owned_by: z.string().meta({ description: "`system`, or a user's id" }),
    mp: z.object({
      profile_id: z.string().nullable(),
      revision: z.number().nullable(),
      model: z.string(),
      engine: z.string().nullable(),
      context_length: z.number().nullable(),
      modalities: z.array(z.string()),
      available: z.boolean(),
    }),
  })
  .meta({ id: "GatewayModel" });
export type GatewayModel = z.infer<typeof gatewayModel>;

export const gatewayModels = z.object({ object: z.literal("list"), data: z.array(gatewayModel) });
