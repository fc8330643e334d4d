import { oneOf, wordsIn } from "@/lib/urls";

export const VIEWS = ["table", "cards"] as const;
export type View = (typeof VIEWS)[number];

/** What the catalog shows, as its address says it. A facet that is nothing narrows nothing. */
export interface CatalogFilters extends Record<Facet, string> {
  q: string;
  sort: ModelSort;
  view: View;
  /** Those picked to compare: see `splitIds`. */
  ids: string;
}

export const NO_FILTERS: CatalogFilters = {
  q: "",
  task: "",
  provider: "",
  family: "",
  quantization: "",
  sort: "name",
  view: "table",
  ids: "",
};

/** The filters in an address; what cannot be understood counts as not given. */
export function filtersIn(search: Pick<URLSearchParams, "get">): CatalogFilters {
  const text = (name: string, most: number) => (search.get(name) ?? "").slice(0, most);
  return {
    q: wordsIn(search),
    task: text("task", 300),
    provider: text("provider", 300),
    family: text("family", 300),
    quantization: text("quantization", 300),
    sort: oneOf(MODEL_SORTS, search.get("sort"), NO_FILTERS.sort),
    view: oneOf(VIEWS, search.get("view"), NO_FILTERS.view),
    ids: search.get("ids") ?? "",
  };
}

/** Whether anything but the order and the looks is chosen. */
export function isNarrowed(filters: CatalogFilters): boolean {
  return filters.q !== "" || FACETS.some((facet) => filters[facet] !== "");
}

/** What the comparison shows, as its address says it. */
export interface Compared {
  /** See `splitIds`. */
  ids: string;
  only: "" | "differences";
}

export const NONE_COMPARED: Compared = { ids: "", only: "" };

export function comparedIn(search: Pick<URLSearchParams, "get">): Compared {
  const only = oneOf(["", "differences"], search.get("only"), "");
  return { ids: search.get("ids") ?? "", only };
}

export const FACETS = ["task", "provider", "family", "quantization"] as const;
export type Facet = (typeof FACETS)[number];

export const MODEL_SORTS = [
  "name",
  "-name",
  "id",
  "-id",
  "size",
  "-size",
  "context_length",
  "-context_length",
  "modified_at",
  "-modified_at",
] as const;
export type ModelSort = (typeof MODEL_SORTS)[number];
