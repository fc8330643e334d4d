import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/http/pagination";
import { show } from "@/lib/registry/messages";

export const auditEvent = z
  .object({
    id: z.string(),
    created_at: z.string(),
    actor: z.string().meta({ description: "A user's id, `system` or `anonymous`" }),
    key_id: z.string().nullable(),
    address: z.string().nullable(),
    request_id: z.string().nullable(),
    action: z.string(),
    target: z.string(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: "AuditEvent" });
export type AuditEvent = z.infer<typeof auditEvent>;

const narrowing = {
  actor: z.string().max(200).optional(),
  action: z.string().max(200).optional(),
  target: z.string().max(400).optional(),
  since: z.iso
    .datetime({ offset: true, error: "must be an ISO 8601 time such as 2030-01-31T00:00:00Z" })
    .transform((value) => new Date(value).toISOString())
    .optional(),
};

export const auditQuery = z.strictObject({ ...narrowing, ...pageQuery });
export type AuditQuery = z.infer<typeof auditQuery>;

export const EXPORT_FORMATS = ["csv", "json"] as const;
export const exportQuery = z.strictObject({
  ...narrowing,
  format: z
    .enum(EXPORT_FORMATS, {
      error: (issue) =>
        `must be one of ${EXPORT_FORMATS.join(", ")}; you entered ${show(issue.input)}`,
    })
    .default("csv"),
});
export type ExportQuery = z.infer<typeof exportQuery>;
export const auditPage = pageOf(auditEvent).extend({
  names: z.record(z.string(), z.string()).meta({
    description: "Current names of the users, profiles and keys in the page, by their ids",
  }),
});
export type AuditPage = z.infer<typeof auditPage>;
