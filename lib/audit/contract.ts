import { endpoint } from "@/lib/http/endpoint";
import { auditPage, auditQuery } from "./schema";

export const auditContract = {
  list: endpoint({
    method: "GET",
    path: "/api/admin/audit",
    tag: "Administration",
    summary: "Who did what, when and from where, newest first",
    access: ["admin"],
    query: auditQuery,
    response: auditPage,
    errors: ["invalid_query", "invalid_cursor"],
    examples: [{ summary: "Profiles made", query: { action: "profile.create" }, status: 200 }],
  }),
};
