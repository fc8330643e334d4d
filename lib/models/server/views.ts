import "server-only";
import type { CatalogRead, CatalogSource } from "../source-schema";
import type { Catalog } from "./catalog-service";
import type { ReadRow, SourceRow } from "./sources-repository";

/** The last read of a source as answers tell it; null where there was none. */
export function viewRead(row: ReadRow | undefined): CatalogRead | null {
  if (!row) return null;
  const { read_at, report, stale_since } = row;
  const reason = report.errors[0]?.message ?? "";
  return { read_at, report, stale: stale_since === null ? null : { since: stale_since, reason } };
}

/** How many models of a source are in force. */
export function countOf(catalog: Catalog, source: string): number {
  return [...catalog.sourceOf.values()].filter((each) => each === source).length;
}

/** A source as answers tell it: without its token. */
export function viewSource(
  catalog: Catalog,
  { token, provider_key: _key, ...row }: SourceRow,
  read: ReadRow | undefined,
): CatalogSource {
  return {
    ...row,
    has_token: token !== null,
    models: countOf(catalog, row.id),
    read: viewRead(read),
  };
}
