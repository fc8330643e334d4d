import type { Position } from "@/lib/http/pagination";
import { type Facet, FACETS, type ModelSort } from "./facets";
import type { ModelRow } from "./row";

/** What a search asks for; what is not given narrows nothing. */
export interface ModelFilters extends Partial<Record<Facet, string | undefined>> {
  q?: string | undefined;
  sort: ModelSort;
}

export type FacetCounts = Record<Facet, Record<string, number>>;

const texts = new WeakMap<ModelRow, string>();

/** What words are looked for in; made once a row, since each key that is typed asks all of them. */
function textOf(row: ModelRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { id, name, family, description, parameter_size } = row;
  const text = [id, name, family, description, parameter_size].join(" ").toLowerCase();
  texts.set(row, text);
  return text;
}

/** The rows that pass all filters but one facet's own. */
function filtered(rows: readonly ModelRow[], filters: ModelFilters, without?: Facet) {
  const words = (filters.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = FACETS.flatMap((facet) => {
    const value = facet === without ? undefined : filters[facet]?.toLowerCase();
    return value === undefined ? [] : [{ facet, value }];
  });
  return rows.filter(
    (row) =>
      chosen.every(({ facet, value }) => row[facet]?.toLowerCase() === value) &&
      words.every((word) => textOf(row).includes(word)),
  );
}

function countBy(rows: readonly ModelRow[], facet: Facet): Record<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = row[facet];
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What an order sorts by. */
export function kindOf(sort: ModelSort): "string" | "number" {
  return /^-?(size|context_length)$/.test(sort) ? "number" : "string";
}

/** Where a model stands in an order; unknown sizes and dates come first. */
function sortValue(row: ModelRow, sort: ModelSort): string | number {
  switch (sort.replace("-", "")) {
    case "id":
      return row.id.toLowerCase();
    case "size":
      return row.size ?? -1;
    case "context_length":
      return row.context_length ?? -1;
    case "modified_at":
      return row.modified_at ?? "";
    default:
      return row.name.toLowerCase();
  }
}

function comparePositions(a: Position, b: Position): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

export function positionOf(row: ModelRow, sort: ModelSort): Position {
  return { value: sortValue(row, sort), id: row.id };
}

/**
 * The rows that match, in order, those after a position alone where one is given; how many match in
 * all; and how many each choice of a facet would leave. The REST interface and the pages ask here.
 */
export function searchModels(rows: readonly ModelRow[], filters: ModelFilters, after?: Position) {
  const direction = filters.sort.startsWith("-") ? -1 : 1;
  const matches = filtered(rows, filters)
    .map((row) => ({ row, position: positionOf(row, filters.sort) }))
    .sort((a, b) => direction * comparePositions(a.position, b.position));
  const rest = after
    ? matches.filter(({ position }) => direction * comparePositions(position, after) > 0)
    : matches;
  const facets = Object.fromEntries(
    FACETS.map((facet) => [facet, countBy(filtered(rows, filters, facet), facet)]),
  ) as FacetCounts;
  return { rows: rest.map(({ row }) => row), total: matches.length, facets };
}
