import { z } from "zod";
import { show } from "@/lib/registry/words";
import { text } from "@/lib/registry/zod";
import { syncReport } from "./query";
import { SOURCE_KINDS } from "./source-kinds";

/** Why a text is no address of a source; undefined where it is one. */
function addressFault(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return "must be an http or https address";
  if (url.username || url.password) {
    return "must not hold a user name or password; send a token instead";
  }
  return url.search || url.hash ? "must not hold a query or a fragment" : undefined;
}

const address = text(1, 2000)
  .trim()
  .superRefine((value, context) => {
    const fault = addressFault(value);
    if (fault)
      context.addIssue({ code: "custom", message: `${fault}; you entered ${show(value)}` });
  })
  // One way to write it: paths are put behind it.
  .overwrite((value) => (addressFault(value) ? value : new URL(value).href.replace(/\/+$/, "")));

const provider = text(1, 100)
  .trim()
  .refine((value) => value !== "" && value !== "__proto__", { error: "must be a name" });

/** A token goes into a header, which takes nothing but visible ASCII. */
const token = z
  .string({ error: "must be text" })
  .regex(/^[\x21-\x7e]{1,4000}$/, {
    error: "must be 1 to 4000 visible ASCII characters, without spaces",
  })
  .nullable();

const parts = {
  kind: z.enum(SOURCE_KINDS, {
    error: (issue) => `must be one of ${SOURCE_KINDS.join(", ")}; you entered ${show(issue.input)}`,
  }),
  provider: provider.meta({ description: "What its models say as their provider" }),
  address: address.meta({ description: "Such as `http://gpu-box:11434`; http or https" }),
  token: token.meta({ description: "Sent to it as a bearer token; no answer ever holds it" }),
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
