import { endpoint } from "@/lib/http/endpoint";
import { auditPage, auditQuery, exportQuery } from "./schema";

export const auditContract = {
  list: endpoint({
    method: "GET",
    path: "/api/admin/audit",
    large: true,
    tag: "Administration",
    summary: "Who did what, when and from where, newest first",
    access: ["admin"],
    query: auditQuery,
    response: auditPage,
    errors: ["invalid_query", "invalid_cursor"],
    examples: [{ summary: "Profiles made", query: { action: "profile.create" }, status: 200 }],
  }),
  export: endpoint({
    method: "GET",
    path: "/api/admin/audit/export",
    tag: "Administration",
    summary: "All events that match, newest first, as a file",
    access: ["admin"],
    query: exportQuery,
    media: ["text/csv", "application/json"],
    errors: ["invalid_query"],
    examples: [
      { summary: "As a table", query: { action: "profile.create" }, status: 200 },
      { summary: "As a list of JSON", query: { format: "json" }, status: 200 },
    ],
  }),
};
