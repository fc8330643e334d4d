import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/http/pagination";
import { show } from "@/lib/registry/messages";
import { gatewayRequest } from "@/lib/usage/schema";

/** Requests of one profile that are kept; the oldest go first. */
export const MAX_KEPT = 50;
/** Profiles of one user whose requests are kept, so that one person's texts do not fill the disk. */
export const MAX_PROFILES = 20;
/** Days after which a kept request is deleted. */
export const KEPT_DAYS = 7;

const json = z.record(z.string(), z.unknown());

const keptChoice = z.object({
  text: z.string(),
  reasoning: z.string(),
  refusal: z.string(),
  tool_calls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.string() })),
});
export type KeptChoice = z.infer<typeof keptChoice>;

const keptAnswer = z.object({
  choices: z
    .array(keptChoice)
    .meta({ description: "The texts, also those of an answer that was cut" }),
  results: z
    .array(z.object({ index: z.number().int(), relevance_score: z.number() }))
    .meta({ description: "The ranking of `/v1/rerank`, by the positions of the documents" }),
  summary: z
    .string()
    .nullable()
    .meta({ description: "What there was beside texts: `3 vectors of 768 numbers`" }),
});
export type KeptAnswer = z.infer<typeof keptAnswer>;

/** What a kept request has beside its record. */
export const keptTexts = z.object({
  request: json.meta({
    description: "The body of the request; files in it are notes with their size",
  }),
  answer: keptAnswer.nullable(),
  effective: z
    .object({ parameters: json, image_settings: json.nullable() })
    .nullable()
    .meta({ description: "The values that applied; null if the request failed before" }),
  cut: z.boolean().meta({ description: "True if parts are left out: it had more than 256 KB" }),
});
export type KeptTexts = z.infer<typeof keptTexts>;

/** A request with its texts. */
export const keptRequest = gatewayRequest.extend(keptTexts.shape).meta({ id: "KeptRequest" });
export type KeptRequest = z.infer<typeof keptRequest>;

const keeping = {
  enabled: z
    .boolean()
    .meta({ description: "True if requests through the profile are kept", examples: [true] }),
  since: z.string().nullable().meta({ description: "Requests that arrived before are not kept" }),
};

export const keepingState = z.object(keeping);
export type KeepingState = z.infer<typeof keepingState>;

export const keptPage = pageOf(keptRequest).extend(keeping);
export type KeptPage = z.infer<typeof keptPage>;

export const keptQuery = z.strictObject(pageQuery);
export type KeptQuery = z.infer<typeof keptQuery>;

export const keepingInput = z.strictObject(
  {
    enabled: z.boolean({
      error: ({ input }) => `must be true or false; you entered ${show(input)}`,
    }),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the only field is enabled"
        : `must be an object; you entered ${show(issue.input)}`,
  },
);
