import "server-only";
import type { CatalogRead } from "../catalog-schema";
import type { Catalog } from "./catalog-service";
import type { ReadRow } from "./reads-repository";

/** The last read of a source as responses have it; null if there was none. */
export function viewRead(row: ReadRow | undefined): CatalogRead | null {
  if (!row) return null;
  const { read_at, report, stale_since } = row;
  const reason = report.errors[0]?.message ?? "";
  return { read_at, report, stale: stale_since === null ? null : { since: stale_since, reason } };
}

/** How many models of the catalog are a source's. */
export function countOf(catalog: Catalog, source: string): number {
  return [...catalog.sourcesOf.values()].filter(([first]) => first?.source === source).length;
}
