import { z } from "zod";
import { ERRORS, type ErrorCode } from "@/lib/errors";
import { keysOf } from "@/lib/objects";

/** A failure (RFC 9457) as REST sends it and actions return it. */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(keysOf(ERRORS)),
  request_id: z.string().optional().meta({ description: "Identifies the request in the log" }),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .meta({ description: "Every fault of the input" }),
  limit: z.number().optional().meta({ description: "Of `quota_exceeded`: how much is allowed" }),
  used: z.number().optional().meta({ description: "Of `quota_exceeded`: how much is used now" }),
  tasks: z
    .array(z.string())
    .optional()
    .meta({ description: "Of `profile_shared`: the other tasks; of `changed_since`: which tasks" }),
});

/** The page that explains a code. */
export function problemType(code: ErrorCode): string {
  return `/docs/api#${code}`;
}

export type Problem = z.infer<typeof problem>;
