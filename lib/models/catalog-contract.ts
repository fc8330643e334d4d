import { endpoint } from "@/lib/http/endpoint";
import { syncReport } from "./query";
import { catalogStatus } from "./source-schema";

const tag = "Administration";

export const catalogContract = {
  care: endpoint({
    method: "GET",
    path: "/api/admin/catalog",
    tag,
    summary: "What the catalog is made of, the last read of each source, and what is missing",
    access: ["admin"],
    response: catalogStatus,
    examples: [{ summary: "All of it", status: 200 }],
  }),
  sync: endpoint({
    method: "POST",
    path: "/api/admin/catalog/sync",
    tag,
    summary: "Read the catalog's file again; a change of it is also picked up by itself",
    access: ["admin"],
    response: syncReport,
    examples: [{ summary: "With a report of what changed", status: 200 }],
  }),
};
