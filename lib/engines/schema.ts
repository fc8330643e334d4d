import { z } from "zod";
import { catalogRead } from "@/lib/models/catalog-schema";
import { storedUrl } from "@/lib/registry/engine-urls";
import { ENGINE_KINDS } from "@/lib/registry/engines";
import { show } from "@/lib/registry/messages";
import { amountText } from "@/lib/registry/words";
import { nameText, sizedList, text } from "@/lib/registry/zod";
import { isObject } from "@/lib/objects";
import { ENGINE_FLAGS, ENGINE_STATUSES } from "./words";

/** Catalog models that one engine may serve under names of its own. */
const MOST_NAMES = 1000;

/** Why a text is not the URL of an engine; undefined if it is. */
function urlFault(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return "must be an http or https URL";
  if (url.username || url.password) {
    return "must not contain a user name or password; enter a key instead";
  }
  return url.search || url.hash ? "must not have a query or a fragment" : undefined;
}

const address = text(1, 2000)
  .check(z.trim())
  .superRefine((value, context) => {
    const fault = urlFault(value);
    if (fault)
      context.addIssue({ code: "custom", message: `${fault}; you entered ${show(value)}` });
  })
  .overwrite((value) => (urlFault(value) ? value : storedUrl(value)));

const name = nameText(100).refine((value) => value !== "__proto__", { error: "must be a name" });

/** A key is sent in a header, which takes visible ASCII only. */
const key = z
  .string({ error: "must be text" })
  .regex(/^[\x21-\x7e]{1,4000}$/, {
    error: "must be 1 to 4,000 visible ASCII characters, without spaces",
  })
  .refine((value) => !value.startsWith("env:") || envKeyName(value) !== null, {
    error: "must name a variable after env:, such as env:OPENAI_API_KEY",
  })
  .nullable();

/** The environment variable that a key `env:NAME` is in; null for a key that is given itself. */
export function envKeyName(key: string): string | null {
  return /^env:([A-Za-z_]\w{0,200})$/.exec(key)?.[1] ?? null;
}

/** Models of the catalog by their ids, with the engine's names for them; `*` for all that it lists. */
export type ServedModels = "*" | Readonly<Record<string, string>>;

const served = z
  .union([z.literal("*"), z.record(text(1, 500), text(1, 500))], {
    error: (issue) =>
      isObject(issue.input)
        ? "must have texts of 1 to 500 characters: catalog ids and the engine's names for them"
        : `must be "*" or an object of catalog ids and names; you entered ${show(issue.input)}`,
  })
  .refine((value) => value === "*" || Object.keys(value).length <= MOST_NAMES, {
    error: `must name at most ${amountText(MOST_NAMES)} models`,
  });

function integerField(min: number, max: number) {
  const error = (issue: { input?: unknown }) =>
    `must be a whole number from ${amountText(min)} to ${amountText(max)}; you entered ${show(issue.input)}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

const isTrue = z.boolean({
  error: (issue) => `must be true or false; you entered ${show(issue.input)}`,
});

const flags = sizedList(
  z.enum(ENGINE_FLAGS, {
    error: (issue) => `must be one of ${ENGINE_FLAGS.join(", ")}; you entered ${show(issue.input)}`,
  }),
  (issue) => `must be a list of ${ENGINE_FLAGS.join(", ")}; you entered ${show(issue.input)}`,
  { max: ENGINE_FLAGS.length },
).refine((list) => new Set(list).size === list.length, { error: "must name each flag once" });

export const engineKind = z.enum(ENGINE_KINDS, {
  error: (issue) => `must be one of ${ENGINE_KINDS.join(", ")}; you entered ${show(issue.input)}`,
});

const parts = {
  kind: engineKind,
  name: name.meta({ description: "Also the provider of the models that it adds to the catalog" }),
  address: address.meta({
    description: "Such as `http://gpu-box:11434` or `https://api.example.com/v1`",
  }),
  key: key.meta({
    description:
      "Sent as a bearer token, stored encrypted and never returned; `env:NAME` for a variable of the server. Send it again with an address of another host",
  }),
  models: served.meta({
    description:
      "The catalog's models that it serves: `*` for all that it lists, or catalog ids with its names for them. It always serves the models that it adds",
  }),
  adds_models: isTrue.meta({ description: "The models that it lists are added to the catalog" }),
  priority: integerField(0, 1000).meta({
    description: "Engines with lower numbers are tried first",
  }),
  max_parallel: integerField(1, 1000).meta({
    description: "Requests that it gets at once; others wait",
  }),
  local: isTrue.meta({
    description:
      "May be on loopback or a private network; if not sent on creation, true if the address looks like it",
  }),
  flags: flags.meta({ description: "What it cannot do although others of its kind can" }),
  enabled: isTrue,
};

const unknownField = (issue: { code?: string; input?: unknown }) =>
  issue.code === "unrecognized_keys"
    ? `is not a field of an engine; those are ${Object.keys(parts).join(", ")}`
    : `must be an object; you entered ${show(issue.input)}`;

/** `POST /api/admin/engines` */
export const engineInput = z.strictObject(
  {
    ...parts,
    key: parts.key.default(null),
    models: parts.models.default("*"),
    adds_models: parts.adds_models.default(true),
    priority: parts.priority.default(100),
    max_parallel: parts.max_parallel.default(4),
    local: parts.local.optional(),
    flags: parts.flags.default([]),
    enabled: parts.enabled.default(true),
  },
  { error: unknownField },
);
export type EngineInput = z.infer<typeof engineInput>;

/** `PATCH …/{id}`: what is left out stays; a `key` of null is taken away. */
export const enginePatch = z.strictObject(parts, { error: unknownField }).partial();
export type EnginePatch = z.infer<typeof enginePatch>;

export const engineStatus = z.enum(ENGINE_STATUSES).meta({
  description:
    "`open`: requests to it fail, so the gateway waits before it tries again. `loading`: it answers, but is loading a model. `unknown`: not checked yet",
});

export const engineHealth = z
  .object({
    status: engineStatus,
    checked_at: z.string().nullable(),
    reason: z.string().nullable().meta({ description: "Why it is not up" }),
    version: z.string().nullable(),
  })
  .meta({ id: "EngineHealth", description: "As this server saw it in its last check" });
export type EngineHealth = z.infer<typeof engineHealth>;

const { key: _key, ...view } = parts;

/** An engine as admins see it. */
export const engine = z
  .object({
    id: z.string(),
    ...view,
    has_key: z.boolean(),
    model_count: z.number().int().meta({ description: "Models in the catalog that are from it" }),
    read: catalogRead.nullable(),
    health: engineHealth,
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Engine", description: "A server that runs models" });
export type EngineView = z.infer<typeof engine>;

export const engineList = z.object({ data: z.array(engine) });
