import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";

export const health = z
  .object({
    status: z.enum(["ok", "unavailable"]),
    version: z.string(),
    writes: z.enum(["ok", "failing"]).meta({
      description: "`failing` while the disk is full, read-only or broken; reads still work",
    }),
    database: z.object({
      status: z.enum(["ok", "unavailable"]),
      latency_ms: z.number().nullable(),
    }),
    catalog: z.object({ models: z.number().int() }),
  })
  .meta({ id: "Health" });
export type Health = z.infer<typeof health>;

export const healthContract = {
  health: endpoint({
    method: "GET",
    path: "/api/health",
    tag: "Operation",
    summary: "Whether reads and writes work; 503 if the database is unavailable",
    access: "public",
    unlimited: true,
    response: health,
    alsoStatus: 503,
    examples: [{ summary: "Healthy", status: 200 }],
  }),
  metrics: endpoint({
    method: "GET",
    path: "/api/metrics",
    tag: "Operation",
    summary: "Metrics of this process, in Prometheus format",
    access: ["admin"],
    openOnLoopback: true,
    media: ["text/plain"],
    examples: [{ summary: "All metrics", status: 200 }],
  }),
  openapi: endpoint({
    method: "GET",
    path: "/api/openapi.json",
    tag: "Operation",
    summary: "This contract as OpenAPI 3.1",
    access: "public",
    response: z.record(z.string(), z.unknown()),
    sends: ["ETag"],
    conditional: ["If-None-Match"],
    examples: [{ summary: "The document", status: 200 }],
  }),
};
