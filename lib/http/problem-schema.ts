import { z } from "zod";
import { ERRORS, type ErrorCode } from "@/lib/errors";

const CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** A failure as callers see it (RFC 9457); REST sends it, actions return it. */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(CODES),
  request_id: z.string().optional().meta({ description: "Finds the request in the log" }),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .meta({ description: "All faults of the input at once" }),
});

/** Where a code is explained. */
export function problemType(code: ErrorCode): string {
  return `/docs/api#${code}`;
}

export type Problem = z.infer<typeof problem>;
