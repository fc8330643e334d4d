import { z } from "zod";
import { show } from "@/lib/registry/messages";

/** The paths of the requests that are sent to engines. */
export const PATHS = {
  chat: "/v1/chat/completions",
  completions: "/v1/completions",
  embeddings: "/v1/embeddings",
  rerank: "/v1/rerank",
  images: "/v1/images/generations",
} as const;

const PATH_LIST = Object.values(PATHS);

export const dryRunInput = z.strictObject({
  path: z.enum(PATH_LIST, {
    error: ({ input }) => `must be one of ${PATH_LIST.join(", ")}; you entered ${show(input)}`,
  }),
  body: z
    .record(z.string(), z.unknown(), {
      error: ({ input }) => `must be an object; you entered ${show(input)}`,
    })
    .meta({ description: "The request as a client would send it" }),
  engine: z
    .string({ error: ({ input }) => `must be an engine's id or kind; you entered ${show(input)}` })
    .optional()
    .meta({
      description: "The id of an engine, or a kind such as `vllm`; the first one if absent",
    }),
});
export type DryRunInput = z.infer<typeof dryRunInput>;

export const dryRunQuery = z.strictObject({
  render: z
    .enum(["true", "false"], {
      error: ({ input }) => `must be true or false; you entered ${show(input)}`,
    })
    .default("false")
    .transform((value) => value === "true")
    .meta({ description: "Adds the prompt as the engine's own template renders it" }),
});

const value = z.unknown().meta({ description: "any value" });
const notice = z.object({ code: z.string(), message: z.string() });

/** What is not sent as it is set, and why. */
const report = {
  dropped: z.array(
    z.object({
      name: z.string(),
      value,
      source: z.string(),
      code: z.string(),
      message: z.string(),
    }),
  ),
  changed: z.array(
    z.object({ name: z.string(), from: value, to: value, code: z.string(), message: z.string() }),
  ),
  warnings: z.array(notice),
};

export const dryRun = z
  .object({
    profile: z.object({ id: z.string(), name: z.string(), revision: z.number() }).nullable(),
    model: z.string(),
    engine: z.object({ id: z.string().nullable(), name: z.string(), kind: z.string() }),
    request: z.object({
      method: z.string(),
      url: z.string().meta({ description: "Only admins see the engine's address" }),
      headers: z.record(z.string(), z.string()),
      body: z.record(z.string(), z.unknown()),
    }),
    sources: z.record(z.string(), z.string()).meta({
      description: "`caller`, `profile`, `base:<uuid>`, `model` or `bound`, by name",
    }),
    ...report,
    context: z.object({
      requested: z.number().nullable(),
      granted: z.number().nullable(),
      model_max: z.number().nullable(),
    }),
    rendered_prompt: z.string().nullable(),
  })
  .meta({ id: "DryRun" });
export type DryRun = z.infer<typeof dryRun>;
