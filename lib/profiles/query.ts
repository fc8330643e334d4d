import { z } from "zod";
import { fieldsOf, limitUpTo, pageOf, pageQuery, searchWords } from "@/lib/http/pagination";
import { findTask } from "@/lib/registry/tasks";
import { MODEL_TASKS } from "@/lib/registry/types";
import { show } from "@/lib/registry/messages";
import { sizedList } from "@/lib/registry/zod";
import {
  change,
  isProfilePath,
  listedValues,
  profile,
  PROFILE_FIELDS,
  revision,
  REVISION_FIELDS,
  revisionContent,
  uuid,
} from "./schema";
import { OWNERS, PROFILE_SORTS } from "./filters";

const modelTask = z.enum(MODEL_TASKS);

export const profileQuery = z.strictObject({
  owner: z
    .enum(OWNERS, {
      error: (issue) => `must be one of ${OWNERS.join(", ")}; you entered ${show(issue.input)}`,
    })
    .default("all"),
  type: z
    .string()
    .refine((value) => findTask(value) !== undefined, {
      error: (issue) => `must be a task's number or key; you entered ${show(issue.input)}`,
    })
    .transform((value) => findTask(value)?.type)
    .optional()
    .meta({ description: "A task's number or key" }),
  model: z.string().max(300).optional().meta({ description: "A model's id" }),
  q: searchWords.meta({ description: "Part of the name, description or model" }),
  base: uuid.optional().meta({ description: "The id of the profile they are based on" }),
  available: z
    .enum(["true", "false"], {
      error: (issue) => `must be true or false; you entered ${show(issue.input)}`,
    })
    .transform((value) => value === "true")
    .optional()
    .meta({ description: "Only profiles whose model is (true) or is not (false) in the catalog" }),
  used: z
    .enum(["true", "false"], {
      error: (issue) => `must be true or false; you entered ${show(issue.input)}`,
    })
    .transform((value) => value === "true")
    .optional()
    .meta({
      description: "Only profiles that a task of the caller uses (true) or none uses (false)",
    }),
  sort: z
    .enum(PROFILE_SORTS, {
      error: (issue) =>
        `must be one of ${PROFILE_SORTS.join(", ")}; you entered ${show(issue.input)}`,
    })
    .default("name"),
  fields: fieldsOf([...PROFILE_FIELDS, "effective", "model_task"]),
  ...pageQuery,
});
export type ProfileQuery = z.infer<typeof profileQuery>;

/** A page in a response: of each profile the fields that the query names. */
export const profilePage = pageOf(
  profile
    .extend({
      effective: listedValues.meta({
        description: "The profile's values and those it inherits; only if `fields` names it",
      }),
      model_task: modelTask.nullable().meta({
        description:
          "What the model is for; null if it is not in the catalog; only if `fields` names it",
      }),
    })
    .partial()
    .meta({ id: "ListedProfile", description: "A profile; `fields` can leave out any field" }),
);

/** A page as the web interface reads it. */
export const listedPage = pageOf(
  profile
    .omit({ system_prompt: true })
    .extend({ effective: listedValues.optional(), model_task: modelTask.nullable().optional() }),
);
export type ListedPage = z.infer<typeof listedPage>;

/** The content of a revision can be large, and each is compared with the one before it. */
export const revisionQuery = z.strictObject({
  fields: fieldsOf(REVISION_FIELDS),
  ...pageQuery,
  limit: limitUpTo(50),
});
export type RevisionQuery = z.infer<typeof revisionQuery>;

/** A page in a response: of each revision the fields that the query names. */
export const revisionPage = pageOf(
  revision.extend({ content: revisionContent }).partial().meta({
    id: "Revision",
    description: "`fields` can leave out any field; `content` is returned only if it names it",
  }),
);

/** A page as the web interface reads it: with contents, whose changes the browser finds itself. */
export const contentPage = pageOf(
  revision.omit({ changes: true }).extend({ content: revisionContent }),
);
export type ContentPage = z.infer<typeof contentPage>;
export type RevisionWithContent = ContentPage["data"][number];

export const duplicateInput = z.strictObject(
  {
    name: z
      .string({
        error: (issue) => `must be text of 1 to 120 characters; you entered ${show(issue.input)}`,
      })
      .optional()
      .meta({ description: "1 to 120 characters; generated if absent" }),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the field is name"
        : `must be an object; you entered ${show(issue.input)}`,
  },
);

export const deletion = z
  .object({
    id: z.string(),
    reverted_tasks: z
      .array(z.string())
      .meta({ description: "Tasks that returned to their default" }),
    rebased_profiles: z
      .array(z.string())
      .meta({ description: "Profiles that were based on it; they keep their effective values" }),
  })
  .meta({ id: "Deletion" });

/** `GET /api/admin/defaults`. */
export const defaultRow = z
  .object({
    profile,
    people: z.number().int().meta({ description: "Users who can sign in" }),
    in_force_for: z
      .number()
      .int()
      .meta({ description: "Users who have not chosen another profile" }),
    overridden_by: z.number().int().meta({ description: "Users who chose another profile" }),
    inherited_by: z
      .number()
      .int()
      .meta({ description: "Profiles based on it, directly or indirectly" }),
    changes: z
      .array(change)
      .meta({ description: "From the factory default to the current version" }),
  })
  .meta({ id: "Default" });
export type DefaultRow = z.infer<typeof defaultRow>;
export const defaultList = z.object({ data: z.array(defaultRow) });

const fieldPath = z
  .string({ error: (issue) => `must be the path of a field; you entered ${show(issue.input)}` })
  .refine((path) => isProfilePath(path.split(".")), {
    error: (issue) => `must be the path of a field; you entered ${show(issue.input)}`,
  });

/** `POST /api/admin/defaults/{task}/reset`. */
export const defaultReset = z.strictObject(
  {
    fields: sizedList(
      fieldPath,
      (issue) => `must be a list of paths; you entered ${show(issue.input)}`,
      { min: 1, tooFew: "must name at least one field; omit it for all" },
    )
      .optional()
      .meta({ description: "Paths such as `parameters.temperature`; all if absent" }),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the field is fields"
        : `must be an object; you entered ${show(issue.input)}`,
  },
);
export type DefaultReset = z.infer<typeof defaultReset>;
