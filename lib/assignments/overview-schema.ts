import { z } from "zod";
import { engineStatus } from "@/lib/engines/schema";
import { change } from "@/lib/profiles/schema";
import { TASK_KEYS } from "@/lib/registry/tasks";

/** Characters of a prompt in the overview. */
export const SHOWN_PROMPT = 200;

const profileName = z.object({ id: z.string(), name: z.string(), revision: z.number().int() });

/** What a task uses, in a line. */
export const taskOverview = z
  .object({
    task: z.enum(TASK_KEYS),
    source: z.enum(["user", "system", "fallback"]),
    profile: profileName.meta({ description: "The active profile" }),
    assigned: profileName.nullable().meta({
      description: "The profile that the user assigned; not active if `source` is fallback",
    }),
    model: z
      .object({
        id: z.string(),
        available: z.boolean().meta({ description: "Whether it is in the catalog" }),
        parameter_size: z.string().nullable(),
        quantization: z.string().nullable(),
        size: z.number().int().nullable().meta({ description: "Bytes" }),
        context_length: z.number().int().nullable(),
      })
      .meta({ description: "The active profile's model" }),
    engine: z
      .object({ name: z.string(), status: engineStatus })
      .nullable()
      .meta({ description: "The engine that is tried first; null if none serves the model" }),
    prompt: z.string().meta({
      description: `The beginning of the effective system prompt: at most ${SHOWN_PROMPT} characters, cut after a word and then marked with “…”`,
    }),
    changes: z
      .array(change)
      .meta({ description: "Effective values that differ from those of the task's default" }),
    warnings: z.array(z.object({ code: z.string(), message: z.string() })),
    last_used: z
      .string()
      .nullable()
      .meta({ description: "Time of the user's last request for the task in the last 30 days" }),
  })
  .meta({ id: "TaskOverview" });
export type TaskOverview = z.infer<typeof taskOverview>;

/** `GET /api/tasks/overview` */
export const overviewList = z.object({
  data: z.array(taskOverview),
  has_engines: z.boolean().meta({ description: "Whether any engine is enabled", examples: [true] }),
});
export type OverviewList = z.infer<typeof overviewList>;
