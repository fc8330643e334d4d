import type { Position } from "@/lib/http/pagination";
import { containsEach, searchWords } from "@/lib/search-words";
import { splitIds } from "./address";
import { type CatalogFilters, type Facet, FACETS, type ModelSort } from "./filters";
import type { ModelRow } from "./row";

/** What a search asks for; what is not given narrows nothing. */
export interface ModelFilters extends Partial<Record<Facet, string | undefined>> {
  q?: string | undefined;
}

export type FacetCounts = Record<Facet, Record<string, number>>;

/** A row as it is searched: in lower case. */
interface Searched {
  text: string;
  values: readonly (string | undefined)[];
}

const known = new WeakMap<ModelRow, Searched>();

/** Made once a row, since each key that is typed asks all of them. */
function searched(row: ModelRow): Searched {
  const found = known.get(row);
  if (found) return found;
  const { id, name, family, quantization, description, parameter_size } = row;
  const text = [id, name, family, quantization, parameter_size, description].join(" ");
  const values = FACETS.map((facet) => row[facet]?.toLowerCase());
  const made = { text: text.toLowerCase(), values };
  known.set(row, made);
  return made;
}

/** The facet whose choice alone keeps a row out; "none" keeps it, "several" do. */
function obstacleOf(
  { text, values }: Searched,
  words: readonly string[],
  wanted: readonly (string | undefined)[],
): Facet | "none" | "several" {
  if (!containsEach(text, words)) return "several";
  const missed = FACETS.filter(
    (_, index) => wanted[index] !== undefined && values[index] !== wanted[index],
  );
  return missed.length > 1 ? "several" : (missed[0] ?? "none");
}

/** Counts by value, told apart as the filters do: in any case of the letters. */
class Tally {
  private readonly counts = new Map<string, { value: string; count: number }>();

  /** @param key the value in lower case */
  add(value: string | null, key: string | undefined): void {
    if (value === null || key === undefined) return;
    const counted = this.counts.get(key);
    if (counted) counted.count += 1;
    else this.counts.set(key, { value, count: 1 });
  }

  toRecord(): Record<string, number> {
    const counted = [...this.counts.values()].sort((a, b) => (a.value < b.value ? -1 : 1));
    return Object.fromEntries(counted.map(({ value, count }) => [value, count]));
  }
}

/**
 * The rows that match, in the order they came in, and how many each choice of a facet would leave.
 */
export function narrow(rows: readonly ModelRow[], filters: ModelFilters) {
  const words = searchWords(filters.q ?? "");
  const wanted = FACETS.map((facet) => filters[facet]?.toLowerCase());
  const tallies = FACETS.map((facet) => ({ facet, tally: new Tally() }));
  const found: ModelRow[] = [];
  for (const row of rows) {
    const lower = searched(row);
    const obstacle = obstacleOf(lower, words, wanted);
    if (obstacle === "several") continue;
    if (obstacle === "none") found.push(row);
    for (const [index, { facet, tally }] of tallies.entries()) {
      if (obstacle === "none" || obstacle === facet) tally.add(row[facet], lower.values[index]);
    }
  }
  const facets = Object.fromEntries(
    tallies.map(({ facet, tally }) => [facet, tally.toRecord()]),
  ) as FacetCounts;
  return { rows: found, facets };
}

/** What the catalog's page shows: some rows of all that match, and how many match. */
export interface FoundRows {
  rows: readonly ModelRow[];
  total: number;
  facets: FacetCounts;
}

type PageFilters = Pick<CatalogFilters, "q" | Facet>;

/** The rows that match the page's filters, in the order they came in. */
export function foundIn(rows: readonly ModelRow[], filters: PageFilters): FoundRows {
  const { q, task, provider, family, quantization } = filters;
  const chosen = Object.entries({ q, task, provider, family, quantization });
  const found = narrow(rows, Object.fromEntries(chosen.filter(([, value]) => value !== "")));
  return { ...found, total: found.rows.length };
}

/** Enough for the first screen. */
const FIRST_ROWS = 60;

/** What the page shows until the browser has the whole catalog. */
export interface FirstRows extends FoundRows {
  /** Number of models in the catalog. */
  of: number;
  /** Those picked for comparison, wherever they are in the list. */
  picked: readonly ModelRow[];
}

/** The first rows under the page's filters. */
export function firstRows(rows: readonly ModelRow[], filters: CatalogFilters): FirstRows {
  const found = foundIn(sorted(rows, filters.sort), filters);
  const ids = splitIds(filters.ids);
  const picked = rows.filter(({ id }) => ids.includes(id));
  return { ...found, rows: found.rows.slice(0, FIRST_ROWS), of: rows.length, picked };
}

/** What an order sorts by. */
export function kindOf(sort: ModelSort): "string" | "number" {
  return /^-?(size|context_length)$/.test(sort) ? "number" : "string";
}

/** Where a model stands in an order; unknown sizes and dates come last either way. */
function sortValue(row: ModelRow, sort: ModelSort): string | number {
  const isRising = !sort.startsWith("-");
  const noNumber = isRising ? Number.MAX_VALUE : -1;
  switch (sort.replace("-", "")) {
    case "id":
      return row.id.toLowerCase();
    case "size":
      return row.size ?? noNumber;
    case "context_length":
      return row.context_length ?? noNumber;
    case "modified_at":
      return row.modified_at ?? (isRising ? "\uffff" : "");
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

function directionOf(sort: ModelSort): 1 | -1 {
  return sort.startsWith("-") ? -1 : 1;
}

/** The rows in an order; ties go by the id. */
export function sorted(rows: readonly ModelRow[], sort: ModelSort): ModelRow[] {
  const direction = directionOf(sort);
  return rows
    .map((row) => ({ row, position: positionOf(row, sort) }))
    .sort((a, b) => direction * comparePositions(a.position, b.position))
    .map(({ row }) => row);
}

/**
 * The rows that match, in order, those after a position alone where one is given; how many match in
 * all; and how many each choice of a facet would leave.
 */
export function searchModels(
  rows: readonly ModelRow[],
  filters: ModelFilters & { sort: ModelSort },
  after?: Position,
) {
  const { sort } = filters;
  const { rows: found, facets } = narrow(rows, filters);
  const isLeft = (row: ModelRow) =>
    !after || directionOf(sort) * comparePositions(positionOf(row, sort), after) > 0;
  return { rows: sorted(found.filter(isLeft), sort), total: found.length, facets };
}
