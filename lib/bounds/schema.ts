import { z } from "zod";
import { fieldAt, isNumeric, takesField } from "@/lib/registry/fields";
import { crossFieldFaults } from "@/lib/values/rules";
import { findTask, TASK_KEYS } from "@/lib/registry/tasks";
import type { Field } from "@/lib/registry/types";
import { legal, show } from "@/lib/registry/messages";
import { validate } from "@/lib/validation";
import { anyValue, fieldSchema } from "@/lib/registry/zod";
import type { Bound } from "@/lib/values/limits";

const path = z
  .string({ error: (issue) => `must be the path of a field; you entered ${show(issue.input)}` })
  .refine((at) => fieldAt(at) !== undefined, {
    error: (issue) =>
      `must be the path of a field, such as parameters.num_ctx; you entered ${show(issue.input)}`,
  });

const task = z
  .enum(TASK_KEYS, {
    error: (issue) =>
      `must be the key of a task, or null for all; you entered ${show(issue.input)}`,
  })
  .nullable()
  .default(null);

const number = (issue: { input?: unknown }) => `must be a number; you entered ${show(issue.input)}`;

/** The parts of a limit that an admin sends. */
const parts = {
  path,
  task,
  min: z.number({ error: number }).optional(),
  max: z.number({ error: number }).optional(),
  fixed: anyValue.optional(),
};

type Parts = z.infer<z.ZodObject<typeof parts>>;
type Report = (at: keyof Parts, message: string) => void;

function endFault(end: number | undefined, field: Field): string | undefined {
  if (end === undefined) return undefined;
  if (!isNumeric(field)) return `is for numbers; set fixed for ${field.label}`;
  if (validate(fieldSchema(field), end).faults)
    return `must be ${legal(field)}; you entered ${show(end)}`;
  if (end !== field.endless) return undefined;
  return `must be a number that limits; ${end} is ${field.special?.[end]}: leave it out`;
}

function checkEnds({ min, max }: Parts, field: Field, report: Report): void {
  const faults = { min: endFault(min, field), max: endFault(max, field) };
  if (faults.min) report("min", faults.min);
  if (faults.max) report("max", faults.max);
  // The ends are compared only if both are valid.
  if (faults.min ?? faults.max) return;
  if (min !== undefined && max !== undefined && min > max) {
    report("min", `must be at most max, which is ${max}; you entered ${min}`);
  }
}

/** Checks the limit against its field, and its parts against each other. */
function checkBound(input: Parts, report: Report): void {
  const field = fieldAt(input.path);
  if (!field) return;
  const { min, max, fixed } = input;
  const task = input.task === null ? undefined : findTask(input.task);
  if (task && !takesField(task.kind, input.path)) {
    report(
      "task",
      `must be null or a task that takes ${input.path}; you entered ${show(input.task)}`,
    );
  }
  checkEnds(input, field, report);
  if (fixed !== undefined && validate(fieldSchema(field), fixed).faults) {
    report("fixed", `must be ${legal(field)}; you entered ${show(fixed)}`);
  }
  const [section = "", name = ""] = input.path.split(".");
  for (const { path: at, message } of crossFieldFaults({ [section]: { [name]: fixed } })) {
    report("fixed", message.slice(at.length + 1));
  }
  const hasEnd = min !== undefined || max !== undefined;
  if (fixed !== undefined && hasEnd) report("fixed", "cannot be combined with min or max");
  if (fixed === undefined && !hasEnd) report("max", "must be set, or min, or fixed");
}

/** `PUT /api/admin/bounds`: sets or replaces the limit on a field for a task, or for all. */
export const boundInput = z
  .strictObject(parts, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field of a limit; the fields are path, task, min, max, fixed"
        : `must be an object; you entered ${show(issue.input)}`,
  })
  .superRefine((input, context) =>
    checkBound(input, (at, message) => {
      context.addIssue({ code: "custom", path: [at], message });
    }),
  );
export type BoundInput = z.infer<typeof boundInput>;

export const bound = z
  .object({
    id: z.string(),
    path: z.string().meta({ description: "Such as `parameters.num_ctx`" }),
    task: z.enum(TASK_KEYS).nullable().meta({ description: "null: for all tasks" }),
    min: z.number().optional(),
    max: z.number().optional(),
    fixed: anyValue
      .optional()
      .meta({ description: "The only allowed value; also sent when a profile sets none" }),
    set_by_name: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Bound" }) satisfies z.ZodType<Bound>;

export const boundList = z.object({ data: z.array(bound) });

const brokenProfile = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: z.string().meta({ description: "`system` or a user's id" }),
    owner_name: z.string(),
    type: z.number().int(),
    value: anyValue,
    held_to: anyValue.meta({ description: "The value that is sent instead, after all limits" }),
  })
  .meta({ id: "BrokenProfile" });
export type BrokenProfile = z.infer<typeof brokenProfile>;

/** `POST /api/admin/bounds/preview`: the profiles whose own value exceeds a limit. */
export const brokenBy = z.object({
  data: z.array(brokenProfile),
  total: z.number().int(),
  replaces: bound
    .nullable()
    .meta({ description: "The limit on the same field and task that this one would replace" }),
});
export type BrokenBy = z.infer<typeof brokenBy>;
