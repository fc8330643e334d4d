import { distance } from "fastest-levenshtein";
import type { Position } from "@/lib/http/pagination";
import { type Facet, FACETS, type ModelSort } from "./facets";
import type { ModelQuery } from "./query";
import type { ModelEntry } from "./schema";

/** A model's value for a facet; what is not known has none. */
function facetValue(entry: ModelEntry, facet: Facet): string | null {
  if (facet === "quantization") return entry.details.quantization_level;
  if (facet === "family") return entry.details.family;
  return entry[facet];
}

function matchesWords(entry: ModelEntry, words: readonly string[]): boolean {
  const { details } = entry;
  const text = [entry.id, entry.name, details.family, details.description, details.parameter_size]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The models that pass all filters but one facet's own. */
function filtered(entries: readonly ModelEntry[], query: ModelQuery, without?: Facet) {
  const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(
    (entry) =>
      matchesWords(entry, words) &&
      FACETS.every(
        (facet) =>
          facet === without ||
          query[facet] === undefined ||
          facetValue(entry, facet)?.toLowerCase() === query[facet].toLowerCase(),
      ),
  );
}

function countBy(entries: readonly ModelEntry[], facet: Facet): Record<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const value = facetValue(entry, facet);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where a model stands in an order; unknown sizes and dates come first. */
function sortValue(entry: ModelEntry, sort: ModelSort): string | number {
  switch (sort.replace("-", "")) {
    case "id":
      return entry.id.toLowerCase();
    case "size":
      return entry.size ?? -1;
    case "context_length":
      return entry.details.context_length ?? -1;
    case "modified_at":
      return entry.modified_at ?? "";
    default:
      return entry.name.toLowerCase();
  }
}

function comparePositions(a: Position, b: Position): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

export function positionOf(entry: ModelEntry, sort: ModelSort): Position {
  return { value: sortValue(entry, sort), id: entry.id };
}

/** The page's models (one more where there is a next page), how many match, and the facets. */
export function searchModels(
  entries: readonly ModelEntry[],
  query: ModelQuery,
  after: Position | undefined,
) {
  const direction = query.sort.startsWith("-") ? -1 : 1;
  const matches = filtered(entries, query)
    .map((entry) => ({ entry, position: positionOf(entry, query.sort) }))
    .sort((a, b) => direction * comparePositions(a.position, b.position));
  const rest = after
    ? matches.filter(({ position }) => direction * comparePositions(position, after) > 0)
    : matches;
  const facets = Object.fromEntries(
    FACETS.map((facet) => [facet, countBy(filtered(entries, query, facet), facet)]),
  ) as Record<Facet, Record<string, number>>;
  return {
    rows: rest.slice(0, query.limit + 1).map(({ entry }) => entry),
    total: matches.length,
    facets,
  };
}

/** The ids nearest to a wrong one, best first. */
export function closestIds(wanted: string, idsKnown: Iterable<string>, most = 3): string[] {
  const target = wanted.toLowerCase();
  return [...idsKnown]
    .map((id) => ({ id, far: distance(target, id.toLowerCase()) }))
    .sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ id }) => id);
}
