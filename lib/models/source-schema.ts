import { z } from "zod";
import { show } from "@/lib/registry/words";
import { text } from "@/lib/registry/zod";
import { syncReport } from "./query";
import { SOURCE_KINDS } from "./source";
import { sourceUrl } from "./source";

/** Why a text is not the URL of a source; undefined if it is. */
function urlFault(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return "must be an http or https URL";
  if (url.username || url.password) {
    return "must not contain a user name or password; enter a token instead";
  }
  return url.search || url.hash ? "must not have a query or a fragment" : undefined;
}

const address = text(1, 2000)
  .trim()
  .superRefine((value, context) => {
    const fault = urlFault(value);
    if (fault)
      context.addIssue({ code: "custom", message: `${fault}; you entered ${show(value)}` });
  })
  .overwrite((value) => (urlFault(value) ? value : sourceUrl(value)));

const provider = text(1, 100)
  .trim()
  .refine((value) => value !== "" && value !== "__proto__", { error: "must be a name" });

/** A token is sent in a header, which takes visible ASCII only. */
const token = z
  .string({ error: "must be text" })
  .regex(/^[\x21-\x7e]{1,4000}$/, {
    error: "must be 1 to 4,000 visible ASCII characters, without spaces",
  })
  .refine((value) => !value.startsWith("env:") || envTokenName(value) !== null, {
    error: "must name a variable after env:, such as env:OPENAI_API_KEY",
  })
  .nullable();

/** The environment variable that a token `env:NAME` is in; null for a token that is given itself. */
export function envTokenName(token: string): string | null {
  return /^env:([A-Za-z_]\w{0,200})$/.exec(token)?.[1] ?? null;
}

const parts = {
  kind: z.enum(SOURCE_KINDS, {
    error: (issue) => `must be one of ${SOURCE_KINDS.join(", ")}; you entered ${show(issue.input)}`,
  }),
  provider: provider.meta({ description: "What its models say as their provider" }),
  address: address.meta({
    description: "Such as `http://gpu-box:11434` or `https://api.example.com/v1`",
  }),
  token: token.meta({
    description:
      "Sent as a bearer token, stored encrypted and never returned; `env:NAME` for a variable of the server",
  }),
  enabled: z.boolean({
    error: (issue) => `must be true or false; you entered ${show(issue.input)}`,
  }),
};

const unknownField = (issue: { code?: string; input?: unknown }) =>
  issue.code === "unrecognized_keys"
    ? `is not a field of a source; those are ${Object.keys(parts).join(", ")}`
    : `must be an object; you entered ${show(issue.input)}`;

/** `POST /api/admin/catalog/sources` */
export const sourceInput = z.strictObject(
  { ...parts, token: parts.token.default(null), enabled: parts.enabled.default(true) },
  { error: unknownField },
);
export type SourceInput = z.infer<typeof sourceInput>;

/** `PATCH …/{id}`: what is left out stays; a `token` of null is taken away. */
export const sourcePatch = z.strictObject(parts, { error: unknownField }).partial();
export type SourcePatch = z.infer<typeof sourcePatch>;

export const catalogRead = z
  .object({
    read_at: z.string(),
    report: syncReport,
    stale: z
      .object({ since: z.string(), reason: z.string() })
      .nullable()
      .meta({ description: "Reads fail: the models are those of the last one that did not" }),
  })
  .meta({ id: "CatalogRead", description: "The last read, by whichever process" });
export type CatalogRead = z.infer<typeof catalogRead>;

export const catalogSource = z
  .object({
    id: z.string(),
    kind: z.enum(SOURCE_KINDS),
    provider: z.string(),
    address: z.string(),
    has_token: z.boolean(),
    enabled: z.boolean(),
    models: z.number().int().meta({ description: "In the catalog, of this source" }),
    read: catalogRead.nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "CatalogSource", description: "A server that models are read from" });
export type CatalogSource = z.infer<typeof catalogSource>;

export const sourceList = z.object({ data: z.array(catalogSource) });

const missingModel = z
  .object({
    model_name: z.string(),
    profiles: z.number().int().meta({ description: "Everybody's, the defaults too" }),
    defaults: z.array(z.object({ id: z.string(), name: z.string(), type: z.number().int() })),
  })
  .meta({ id: "MissingModel", description: "Named by profiles, and not in the catalog" });
export type MissingModel = z.infer<typeof missingModel>;

/** `GET /api/admin/catalog` */
export const catalogStatus = z
  .object({
    models: z.number().int().meta({ description: "In the catalog, of all sources" }),
    file: z.object({
      path: z.string(),
      models: z.number().int(),
      read: catalogRead.nullable(),
    }),
    sources: z.array(catalogSource),
    missing: z.array(missingModel),
  })
  .meta({ id: "CatalogCare", description: "What is loaded and from where, and what is missing" });
export type CatalogStatus = z.infer<typeof catalogStatus>;
