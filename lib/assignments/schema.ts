import { z } from "zod";
import { model } from "@/lib/models/schema";
import { profile, uuid } from "@/lib/profiles/schema";
import { CONFIG_FIELDS, TASK_KEYS, TASKS } from "@/lib/registry/tasks";
import { ENGINE_KINDS } from "@/lib/registry/engines";
import { MODEL_TASKS, TASK_GROUPS } from "@/lib/registry/types";
import { show } from "@/lib/registry/messages";

export const task = z
  .object({
    type: z.number().int(),
    key: z.enum(TASK_KEYS),
    label: z.string(),
    purpose: z.string(),
    group: z.enum(TASK_GROUPS),
    config_field: z.enum(CONFIG_FIELDS),
    accepts_model_tasks: z.array(z.enum(MODEL_TASKS)),
    default_profile_id: z.string(),
  })
  .meta({ id: "Task" });

export const taskList = z.object({ data: z.array(task) });

const configError = (issue: { code?: string; input?: unknown }) =>
  issue.code === "unrecognized_keys"
    ? `is not a task's field; those are ${CONFIG_FIELDS.join(", ")}`
    : `must be an object; you entered ${show(issue.input)}`;

/** The choice for one task. */
export const assignment = uuid.nullable().optional();

const SERVER_SET = "Set by the server; ignored if sent back unchanged";

/** `PUT` and `PATCH`: null goes back to the task's default. */
export const configInput = z.strictObject(
  {
    model_profiles: z.strictObject(
      Object.fromEntries(TASKS.map((row) => [row.config_field, assignment])),
      { error: configError },
    ),
    user_id: z.string().optional().meta({ description: SERVER_SET }),
    overrides: z
      .array(z.enum(TASK_KEYS, { error: "must be the key of a task" }))
      .optional()
      .meta({ description: SERVER_SET }),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field here; send model_profiles"
        : `must be an object; you entered ${show(issue.input)}`,
  },
);
export type ConfigInput = z.input<typeof configInput>;

export const config = z
  .object({
    user_id: z.string(),
    model_profiles: z
      .object(Object.fromEntries(CONFIG_FIELDS.map((field) => [field, z.string()])))
      .meta({
        description: "The profile assigned to each of the 19 tasks; its default if none is",
      }),
    overrides: z
      .array(z.enum(TASK_KEYS))
      .meta({ description: "Tasks for which the user chose a profile" }),
  })
  .meta({ id: "Config" });
export type Config = z.infer<typeof config>;

const values = profile.shape.parameters;

const any = z.unknown().meta({ description: "any value" });

/** What an engine gets for the profile alone. */
const wire = z
  .object({
    method: z.string(),
    path: z.string(),
    body: z.record(z.string(), z.unknown()),
    dropped: z.array(
      z.object({
        name: z.string(),
        value: any,
        source: z.string(),
        code: z.string(),
        message: z.string(),
      }),
    ),
    changed: z.array(
      z.object({ name: z.string(), from: any, to: any, code: z.string(), message: z.string() }),
    ),
    warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  })
  .meta({ description: "With `as`: the request of an engine of that kind for the profile alone" });

export const resolved = z
  .object({
    task: z.enum(TASK_KEYS),
    type: z.number().int(),
    source: z.enum(["user", "system", "fallback"]),
    profile,
    model: model.nullable(),
    effective: z.object({
      system_prompt: z.string(),
      parameters: values,
      circuit_breaker: values,
      gpu_config: values.nullable(),
      image_settings: values.nullable(),
    }),
    provenance: z
      .record(z.string(), z.string())
      .meta({ description: "`profile`, `base:<uuid>`, `model`, `lab` or `bound`, by path" }),
    warnings: z.array(z.object({ code: z.string(), message: z.string() })),
    assigned: z
      .object({ id: z.string(), name: z.string(), revision: z.number().int() })
      .optional()
      .meta({ description: "With source `fallback`: the assigned profile, which cannot be used" }),
    wire: wire.optional(),
  })
  .meta({ id: "Resolved" });
export type Resolved = z.infer<typeof resolved>;

export const resolvedList = z.object({ data: z.array(resolved) });

export const resolveQuery = z.strictObject({
  strict: z
    .enum(["true", "false"], {
      error: (issue) => `must be true or false; you entered ${show(issue.input)}`,
    })
    .default("false")
    .transform((value) => value === "true")
    .meta({
      description: "Return 409 instead of the default if the model is not in the catalog",
    }),
  user_id: z
    .string()
    .optional()
    .meta({ description: "The user to resolve for; needs a key with scope `service`" }),
});
export type ResolveQuery = z.infer<typeof resolveQuery>;

/** Of one task. */
export const resolveTaskQuery = resolveQuery.extend({
  as: z
    .enum(ENGINE_KINDS, {
      error: (issue) =>
        `must be one of ${ENGINE_KINDS.join(", ")}; you entered ${show(issue.input)}`,
    })
    .optional()
    .meta({ description: "A kind of engine: `wire` is the request that it would get" }),
});
export type ResolveTaskQuery = z.infer<typeof resolveTaskQuery>;
