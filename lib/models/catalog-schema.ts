import { z } from "zod";
import { modelCorrection } from "./correction-schema";
import { syncReport } from "./query";

export const catalogRead = z
  .object({
    read_at: z.string(),
    report: syncReport,
    stale: z
      .object({ since: z.string(), reason: z.string() })
      .nullable()
      .meta({ description: "The last read failed; the models are from the last successful one" }),
  })
  .meta({ id: "CatalogRead", description: "The last read, by any process" });
export type CatalogRead = z.infer<typeof catalogRead>;

const missingModel = z
  .object({
    model_name: z.string(),
    profiles: z.number().int().meta({ description: "Of all users, including the defaults" }),
    defaults: z.array(z.object({ id: z.string(), name: z.string(), type: z.number().int() })),
  })
  .meta({ id: "MissingModel", description: "Used by profiles but not in the catalog" });
export type MissingModel = z.infer<typeof missingModel>;

/** `GET /api/admin/catalog` */
export const catalogStatus = z
  .object({
    models: z.number().int().meta({ description: "In the catalog, from all sources" }),
    file: z.object({
      path: z.string(),
      models: z.number().int(),
      read: catalogRead.nullable(),
    }),
    corrections: z.array(modelCorrection),
    missing: z.array(missingModel),
  })
  .meta({ id: "CatalogCare", description: "What is loaded, from where, and what is missing" });
export type CatalogStatus = z.infer<typeof catalogStatus>;
