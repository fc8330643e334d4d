import { endpoint } from "@/lib/http/endpoint";
import { bound, boundInput, boundList, brokenBy } from "./schema";

const tag = "Administration";
const example = { path: "parameters.num_ctx", max: 65_536 };

export const boundsContract = {
  list: endpoint({
    method: "GET",
    path: "/api/bounds",
    tag: "Tasks and assignments",
    summary: "The bounds that admins have set: no value of a profile may pass them",
    access: ["read"],
    response: boundList,
    cacheable: true,
    conditional: ["If-None-Match"],
    sends: ["ETag"],
    examples: [{ summary: "All bounds", status: 200 }],
  }),
  set: endpoint({
    method: "PUT",
    path: "/api/admin/bounds",
    tag,
    summary: "Bound a field for a task or for all, or change that bound",
    access: ["admin"],
    body: boundInput,
    response: bound,
    errors: ["validation_failed"],
    examples: [
      { summary: "A context of 65,536 tokens at most, for every task", body: example, status: 200 },
      {
        summary: "Refused: above what the field takes",
        body: { path: "parameters.temperature", max: 3 },
        status: 422,
      },
    ],
  }),
  preview: endpoint({
    method: "POST",
    path: "/api/admin/bounds/preview",
    tag,
    summary: "The profiles whose own value such a bound would break; nothing is changed",
    access: ["admin"],
    body: boundInput,
    response: brokenBy,
    errors: ["validation_failed"],
    examples: [{ summary: "Before it is set", body: example, status: 200 }],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/admin/bounds/{id}",
    tag,
    summary: "Remove a bound",
    access: ["admin"],
    params: { id: "The bound's id" },
    errors: ["bound_not_found"],
    examples: [{ summary: "Values are no longer held within it", status: 204 }],
  }),
};
