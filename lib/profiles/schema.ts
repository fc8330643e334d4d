import { z } from "zod";
import { fieldAt, SECTIONS } from "@/lib/registry/fields";
import { TASKS, taskByType } from "@/lib/registry/tasks";
import type { ModelTask } from "@/lib/registry/types";
import { show } from "@/lib/registry/messages";
import { anyValue, nameText, text, valuesSchema } from "@/lib/registry/zod";
import { keysOf, recordOf } from "@/lib/objects";
import { MAX_CHANGED_TEXT } from "@/lib/values/changes";
import { CONTENT_FIELDS, MAX_MODEL_NAME, type ProfileContent } from "@/lib/values/content";

export const change = z
  .object({ path: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })
  .meta({ id: "Change", description: "`from` or `to` is absent where the value was not set" });

/** A uuid in lower case, as the database stores it. */
export const uuid = z
  .string({ error: (issue) => `must be a uuid; you entered ${show(issue.input)}` })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, {
    error: (issue) => `must be a uuid; you entered ${show(issue.input)}`,
  })
  .toLowerCase();

const taskType = z
  .number({
    error: (issue) => `must be a whole number from 1 to 19; you entered ${show(issue.input)}`,
  })
  .refine((value) => taskByType(value) !== undefined, {
    error: (issue) => `must be a whole number from 1 to 19; you entered ${show(issue.input)}`,
  })
  .meta({ type: "integer", minimum: 1, maximum: TASKS.length });

const section = {
  parameters: valuesSchema(SECTIONS.parameters),
  circuit_breaker: valuesSchema(SECTIONS.circuit_breaker).nullable(),
  gpu_config: valuesSchema(SECTIONS.gpu_config).nullable(),
  image_settings: valuesSchema(SECTIONS.image_settings).nullable(),
};

/** Set by the server. Accepted in a request, so that a script can send back what it read. */
const asRead = (what: string) => ({
  error: (issue: { input?: unknown }) =>
    `is set by the server: omit it or send the value that you read, ${what}; you entered ${show(issue.input)}`,
});
const serverFields = {
  id: uuid,
  user_id: z.string(asRead("text")),
  task: z.string(asRead("text")),
  revision: z.number(asRead("a whole number")).int(asRead("a whole number")),
  read_only: z.boolean(asRead("true or false")),
  model_available: z.boolean(asRead("true or false")),
  created_at: z.string(asRead("text")),
  updated_at: z.string(asRead("text")),
};

const unknownField = (issue: { code?: string; input?: unknown }) =>
  issue.code === "unrecognized_keys"
    ? `is not a field of a profile; the fields are ${CONTENT_FIELDS.join(", ")}`
    : `must be an object; you entered ${show(issue.input)}`;

const content = {
  name: nameText(120),
  description: text(0, 2000).default(""),
  type: taskType,
  model_name: text(1, MAX_MODEL_NAME, "the id of a model in the catalog"),
  model_version: text(1, 120).nullable().default(null),
  base_profile_id: uuid.nullable().default(null),
  parameters: section.parameters.default({}),
  system_prompt: text(0, 100_000).default(""),
  circuit_breaker: section.circuit_breaker.default(null),
  gpu_config: section.gpu_config.default(null),
  image_settings: section.image_settings.default(null),
} satisfies Record<keyof ProfileContent, z.ZodType>;

/** `POST` and `PUT`: the whole profile; omitted fields get their defaults. */
export const profileInput = z.strictObject(
  { ...content, ...z.object(serverFields).partial().shape },
  { error: unknownField },
);

/** `PATCH`, for the reference. The merged result is validated with `profileInput`. */
export const profilePatch = z
  .record(z.string(), z.unknown(), { error: "must be an object of the fields to change" })
  .meta({ description: "JSON Merge Patch (RFC 7396) of a profile: `null` unsets a value." });

/** True if `path`, such as `["parameters", "top_k"]`, is a field of a profile. */
export function isProfilePath(path: readonly string[]): boolean {
  const [first = "", second, ...rest] = path;
  if (second === undefined) return Object.hasOwn(profileInput.shape, first);
  return rest.length === 0 && fieldAt(`${first}.${second}`) !== undefined;
}

const looseValues = z.record(z.string(), anyValue);

/** A profile in a response: an allowlist of fields, without the input's limits. */
export const profile = z
  .object({
    id: z.string(),
    user_id: z.string().meta({ description: "`system` or the owner's id" }),
    name: z.string(),
    description: z.string(),
    type: z.number().int(),
    task: z.string().meta({ description: "The key of `type`" }),
    model_name: z.string(),
    model_version: z.string().nullable(),
    base_profile_id: z.string().nullable(),
    parameters: looseValues,
    system_prompt: z.string(),
    circuit_breaker: looseValues.nullable(),
    gpu_config: looseValues.nullable(),
    image_settings: looseValues.nullable(),
    revision: z.number().int(),
    read_only: z.boolean(),
    model_available: z.boolean(),
    created_at: z.string(),
    updated_at: z.string(),
  } satisfies Record<keyof ProfileContent, z.ZodType> & z.core.$ZodLooseShape)
  .meta({ id: "Profile" });
export type Profile = z.infer<typeof profile>;

export type ProfileField = keyof Profile;
export const PROFILE_FIELDS = keysOf(profile.shape);

/** The values that lists show. */
export const listedValues = z.object({
  parameters: looseValues,
  image_settings: looseValues.nullable(),
});
export type ListedValues = z.infer<typeof listedValues>;

/** A profile in the web interface's lists: no list shows prompts, which are long. */
export type ListedProfile = Omit<Profile, "system_prompt"> & {
  /** With the values it inherits, if the list requested them. */
  effective?: ListedValues | undefined;
  /** What its model is for, if the list requested it; null if the model is not in the catalog. */
  model_task?: ModelTask | null | undefined;
};

const revisionChange = change
  .extend({
    first_difference: z
      .object({ at: z.number().int(), from: z.string(), to: z.string() })
      .optional(),
  })
  .meta({
    id: "RevisionChange",
    description: `If a text has more than ${MAX_CHANGED_TEXT} characters, \`from\` and \`to\` are \`{ length }\`, and \`first_difference\` has the position of the first difference and the characters that follow it`,
  });

export const revision = z.object({
  revision: z.number().int(),
  created_at: z.string(),
  author: z.string().meta({
    description: "`system` or a user's id; `admin` if the caller may not see which admin",
  }),
  author_name: z.string(),
  changes: z
    .array(revisionChange)
    .meta({ description: "Against the revision before that is kept" }),
});

/** The content of a profile at a revision. */
export const revisionContent = profile.pick(recordOf(CONTENT_FIELDS, () => true as const));
/** What a response contains without `fields`. */
export const LISTED_REVISION_FIELDS = keysOf(revision.shape);
export const REVISION_FIELDS = [...LISTED_REVISION_FIELDS, "content"] as const;
