import { z } from "zod";
import { KEY_OPTIONS, PARAMETER_MODES, PROMPT_MODES, SCOPES } from "@/lib/actor";
import { show } from "@/lib/registry/messages";
import { nameText, sizedList, text } from "@/lib/registry/zod";

const scope = z.enum(SCOPES, {
  error: (issue) => `must be one of ${SCOPES.join(", ")}; you entered ${show(issue.input)}`,
});

const expiry = (issue: { input?: unknown }) =>
  `must be an ISO 8601 time such as 2030-01-31T00:00:00Z; you entered ${show(issue.input)}`;

/** The end of the year 9999. */
const LAST_TIME = Date.UTC(10_000, 0) - 1;

const modelsError = (issue: { input?: unknown }) =>
  `must be null or a list of 1 to 100 model names such as task:primary; you entered ${show(issue.input)}`;
const parallelError = (issue: { input?: unknown }) =>
  `must be null or a whole number from 1 to 1,000; you entered ${show(issue.input)}`;

/** How requests to the gateway with a key are treated. */
const OPTIONS = {
  caller_parameters: z
    .enum(PARAMETER_MODES, { error: `must be one of ${PARAMETER_MODES.join(", ")}` })
    .default(KEY_OPTIONS.caller_parameters)
    .meta({ description: "Whether parameters in requests replace the profile's, or are ignored" }),
  system_prompt: z
    .enum(PROMPT_MODES, { error: `must be one of ${PROMPT_MODES.join(", ")}` })
    .default(KEY_OPTIONS.system_prompt)
    .meta({ description: "How the profile's prompt and that of a request go together" }),
  models: sizedList(text(1, 500), modelsError, { min: 1, max: 100 })
    .nullable()
    .default(null)
    .meta({ description: "The only names that may be requested as `model`; null: all" }),
  max_parallel: z
    .number({ error: parallelError })
    .int({ error: parallelError })
    .min(1, { error: parallelError })
    .max(1000, { error: parallelError })
    .nullable()
    .default(null)
    .meta({ description: "Requests at once; null: as many as the engines take" }),
};

export const keyInput = z.strictObject(
  {
    name: nameText(120),
    scopes: sizedList(
      scope,
      (issue) => `must be a list of scopes; you entered ${show(issue.input)}`,
      {
        min: 1,
        max: SCOPES.length,
        tooFew: `must contain at least one of ${SCOPES.join(", ")}`,
        tooMany: `must contain each of ${SCOPES.join(", ")} at most once`,
      },
    ).refine((scopes) => new Set(scopes).size === scopes.length, {
      error: "must not contain a scope twice",
    }),
    expires_at: z.iso
      .datetime({ offset: true, error: expiry })
      // Times are compared as text, which fails beyond the year 9999.
      .refine((value) => !(Date.parse(value) > LAST_TIME), { error: expiry })
      .transform((value) => new Date(value).toISOString())
      .nullable()
      .default(null)
      .meta({ description: "ISO 8601; null: never" }),
    ...OPTIONS,
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `is not a field; the fields are name, scopes, expires_at, ${Object.keys(OPTIONS).join(", ")}`
        : `must be an object; you entered ${show(issue.input)}`,
  },
);
type Parsed = z.infer<typeof keyInput>;
/** Options that are not given have the values of `KEY_OPTIONS`. */
export type KeyInput = Omit<Parsed, keyof typeof OPTIONS> & Partial<Parsed>;

export const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().meta({ description: "The first characters of the secret" }),
    scopes: z.array(z.enum(SCOPES)),
    created_at: z.string(),
    expires_at: z.string().nullable(),
    last_used_at: z.string().nullable(),
    caller_parameters: z.enum(PARAMETER_MODES),
    system_prompt: z.enum(PROMPT_MODES),
    models: z.array(z.string()).nullable(),
    max_parallel: z.number().int().nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof apiKey>;

export const newApiKey = apiKey
  .extend({ secret: z.string().meta({ description: "`mp_…`; returned only here" }) })
  .meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof newApiKey>;

export const keyList = z.object({ data: z.array(apiKey) });
