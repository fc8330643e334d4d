import { endpoint } from "@/lib/http/endpoint";
import { auditPage, auditQuery, exportQuery } from "./schema";

export const auditContract = {
  list: endpoint({
    method: "GET",
    path: "/api/admin/audit",
    large: true,
    tag: "Administration",
    summary: "List events: who did what, when and from where; newest first",
    access: ["admin"],
    query: auditQuery,
    response: auditPage,
    errors: ["invalid_query", "invalid_cursor"],
    examples: [{ summary: "Profiles created", query: { action: "profile.create" }, status: 200 }],
  }),
  export: endpoint({
    method: "GET",
    path: "/api/admin/audit/export",
    tag: "Administration",
    summary: "Download all matching events, newest first",
    access: ["admin"],
    query: exportQuery,
    media: ["text/csv", "application/json"],
    errors: ["invalid_query"],
    examples: [
      { summary: "As CSV", query: { action: "profile.create" }, status: 200 },
      { summary: "As JSON", query: { format: "json" }, status: 200 },
    ],
  }),
};
