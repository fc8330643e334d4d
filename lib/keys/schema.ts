import { z } from "zod";
import { SCOPES } from "@/lib/actor";
import { show } from "@/lib/registry/words";
import { text } from "@/lib/registry/zod";

const scope = z.enum(SCOPES, {
  error: (issue) => `must be one of ${SCOPES.join(", ")}; you entered ${show(issue.input)}`,
});

const expiry = (issue: { input?: unknown }) =>
  `must be an ISO 8601 time such as 2030-01-31T00:00:00Z; you entered ${show(issue.input)}`;

/** The end of the year 9999. */
const LAST_TIME = Date.UTC(10_000, 0) - 1;

export const keyInput = z.strictObject(
  {
    name: text(1, 120)
      .trim()
      .refine((value) => value.length > 0, { error: "must not be only spaces" }),
    scopes: z
      .array(scope, {
        error: (issue) => `must be a list of scopes; you entered ${show(issue.input)}`,
      })
      .min(1, { error: `must contain at least one of ${SCOPES.join(", ")}` })
      .max(SCOPES.length, { error: `must contain each of ${SCOPES.join(", ")} at most once` })
      .refine((scopes) => new Set(scopes).size === scopes.length, {
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
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the fields are name, scopes, expires_at"
        : `must be an object; you entered ${show(issue.input)}`,
  },
);
export type KeyInput = z.infer<typeof keyInput>;

export const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().meta({ description: "The first characters of the secret" }),
    scopes: z.array(z.enum(SCOPES)),
    created_at: z.string(),
    expires_at: z.string().nullable(),
    last_used_at: z.string().nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof apiKey>;

export const newApiKey = apiKey
  .extend({ secret: z.string().meta({ description: "`mp_…`; returned only here" }) })
  .meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof newApiKey>;

export const keyList = z.object({ data: z.array(apiKey) });
