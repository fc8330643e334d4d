import { z } from "zod";
import { resolved } from "@/lib/assignments/schema";
import { CHANGE_KINDS } from "@/lib/history/schema";
import { pageOf, pageQuery } from "@/lib/http/pagination";
import { profilePatch, uuid } from "@/lib/profiles/schema";
import { findTask, TASK_KEYS } from "@/lib/registry/tasks";
import { show } from "@/lib/registry/messages";
import { sizedList } from "@/lib/registry/zod";

const bodyError = (fields: string) => (issue: { code?: string; input?: unknown }) =>
  issue.code === "unrecognized_keys"
    ? `is not a field here; the fields are ${fields}`
    : `must be an object; you entered ${show(issue.input)}`;

const SCOPES = ["this", "all"] as const;
const scope = z
  .enum(SCOPES, {
    error: (issue) => `must be one of ${SCOPES.join(", ")}; you entered ${show(issue.input)}`,
  })
  .optional()
  .meta({
    description:
      "If other tasks use the profile: `this` creates a copy, `all` changes the profile for all of them",
  });
export type TuneScope = (typeof SCOPES)[number];

/** `PATCH /api/tasks/{task}`. */
export const tuneInput = z.strictObject(
  { profile: profilePatch, scope },
  { error: bodyError("profile, scope") },
);
export type TuneInput = z.infer<typeof tuneInput>;

const taskKey = z.enum(TASK_KEYS, {
  error: (issue) => `must be the key of a task; you entered ${show(issue.input)}`,
});

const changeId = z
  .string()
  .nullable()
  .meta({ description: "Identifies the change, to undo it; null if nothing changed" });

export const tunedTask = resolved
  .extend({
    change: changeId,
    other_tasks: z
      .array(z.enum(TASK_KEYS))
      .meta({ description: "Your other tasks that use the profile" }),
  })
  .meta({ id: "TunedTask" });
export type TunedTask = z.infer<typeof tunedTask>;

const taskKeys = sizedList(
  taskKey,
  (issue) => `must be a list of task keys; you entered ${show(issue.input)}`,
  { min: 1, tooFew: "must name at least one task" },
).refine((keys) => new Set(keys).size === keys.length, { error: "must name each task once" });

/** What `PATCH /api/tasks` does: exactly one of these. */
const WAYS = ["profile", "assign", "reset"] as const;

/** `PATCH /api/tasks`. */
export const tasksInput = z
  .strictObject(
    {
      tasks: taskKeys,
      profile: profilePatch.optional(),
      scope,
      assign: uuid.optional().meta({ description: "The id of the profile that the tasks get" }),
      reset: z
        .literal(true, { error: (issue) => `must be true; you entered ${show(issue.input)}` })
        .optional()
        .meta({ description: "Return the tasks to their defaults" }),
      only: taskKeys
        .optional()
        .meta({ description: "Those of `tasks` that change; all of them without it" }),
    },
    { error: bodyError("tasks, profile, scope, assign, reset, only") },
  )
  .refine((input) => WAYS.filter((way) => input[way] !== undefined).length === 1, {
    error: `must have exactly one of ${WAYS.join(", ")}`,
  })
  .refine(({ tasks, only = [] }) => only.every((key) => tasks.includes(key)), {
    path: ["only"],
    error: "must name some of tasks",
  });
export type TasksInput = z.infer<typeof tasksInput>;

export const tasksQuery = z.strictObject({
  dry_run: z
    .enum(["true", "false"], {
      error: (issue) => `must be true or false; you entered ${show(issue.input)}`,
    })
    .default("false")
    .transform((value) => value === "true")
    .meta({ description: "Only tell what would change" }),
});

const named = z.object({
  id: z.string().nullable().meta({ description: "Null if it would be created" }),
  name: z.string(),
});

const taskSide = z.object({
  profile: named,
  model: z.string(),
  source: z.enum(["user", "system", "fallback"]),
});

export const taskChange = z
  .object({
    task: z.enum(TASK_KEYS),
    fits: z.boolean(),
    changes: z.boolean().meta({ description: "False if the task runs this already" }),
    from: taskSide,
    to: taskSide.nullable().meta({ description: "Null if it does not fit" }),
    reasons: z
      .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
      .meta({ description: "Why it does not fit" }),
    warnings: z
      .array(z.object({ code: z.string(), message: z.string() }))
      .meta({ description: "What the task would be warned of and is not now" }),
  })
  .meta({ id: "TaskChange" });
export type TaskChangeRow = z.infer<typeof taskChange>;

/** Tasks that do not fit come first. */
export const taskChanges = z.object({ change: changeId, data: z.array(taskChange) });
export type TaskChanges = z.infer<typeof taskChanges>;

export const undoInput = z.strictObject(
  { change: uuid.meta({ description: "The id of the change" }) },
  { error: bodyError("change") },
);

export const undoResult = z
  .object({
    change: z.string().meta({ description: "Identifies this change" }),
    undone: z.string().meta({ description: "The change that was undone" }),
    tasks: z.array(z.enum(TASK_KEYS)),
    removed_profiles: z.array(z.string()).meta({ description: "Profiles that the change created" }),
    restored_profiles: z
      .array(z.string())
      .meta({ description: "Profiles that have their former content again" }),
  })
  .meta({ id: "UndoResult" });
export type UndoResult = z.infer<typeof undoResult>;

export const historyQuery = z.strictObject({
  task: z
    .string()
    .refine((value) => findTask(value) !== undefined, {
      error: (issue) => `must be a task's number or key; you entered ${show(issue.input)}`,
    })
    .transform((value) => findTask(value)?.key)
    .optional()
    .meta({ description: "A task's number or key" }),
  ...pageQuery,
});
export type HistoryQuery = z.infer<typeof historyQuery>;

const pastProfile = z
  .object({ id: z.string(), name: z.string() })
  .nullable()
  .meta({ description: "With its name at the time; null is the default of the task" });

export const historyEntry = z
  .object({
    change: z.string(),
    task: z.enum(TASK_KEYS),
    created_at: z.string(),
    kind: z.enum(CHANGE_KINDS),
    author: z.string().meta({ description: "`system` or a user's id" }),
    author_name: z.string(),
    from: pastProfile,
    to: pastProfile,
    from_revision: z
      .number()
      .int()
      .nullable()
      .meta({ description: "The revision before, if the change revised the profile" }),
    to_revision: z
      .number()
      .int()
      .nullable()
      .meta({ description: "The revision after, if the change created or revised the profile" }),
    undone: z.boolean(),
    can_undo: z.boolean(),
    can_restore: z.boolean().meta({ description: "True if `to` still exists" }),
  })
  .meta({ id: "TaskHistoryEntry" });
export type HistoryEntry = z.infer<typeof historyEntry>;
export const historyPage = pageOf(historyEntry);
export type HistoryPage = z.infer<typeof historyPage>;
