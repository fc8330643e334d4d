import { endpoint } from "@/lib/http/endpoint";
import { bound, boundInput, boundList, brokenBy } from "./schema";

const tag = "Administration";
const example = { path: "parameters.num_ctx", max: 65_536 };

export const boundsContract = {
  list: endpoint({
    method: "GET",
    path: "/api/bounds",
    tag: "Tasks and assignments",
    summary: "The limits that admins have set; no value of a profile may exceed them",
    access: ["read"],
    response: boundList,
    cacheable: true,
    conditional: ["If-None-Match"],
    sends: ["ETag"],
    examples: [{ summary: "All limits", status: 200 }],
  }),
  set: endpoint({
    method: "PUT",
    path: "/api/admin/bounds",
    tag,
    summary: "Set or replace the limit on a field, for one task or for all",
    access: ["admin"],
    body: boundInput,
    response: bound,
    errors: ["validation_failed"],
    examples: [
      { summary: "A context of at most 65,536 tokens, for all tasks", body: example, status: 200 },
      {
        summary: "Refused: above the maximum of the field",
        body: { path: "parameters.temperature", max: 3 },
        status: 422,
      },
    ],
  }),
  preview: endpoint({
    method: "POST",
    path: "/api/admin/bounds/preview",
    tag,
    summary: "Preview the profiles whose own value exceeds a limit; nothing is changed",
    access: ["admin"],
    body: boundInput,
    response: brokenBy,
    errors: ["validation_failed"],
    examples: [{ summary: "Before setting it", body: example, status: 200 }],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/admin/bounds/{id}",
    tag,
    summary: "Remove a limit",
    access: ["admin"],
    params: { id: "The id of the limit" },
    errors: ["bound_not_found"],
    examples: [{ summary: "Values are no longer limited", status: 204 }],
  }),
};
