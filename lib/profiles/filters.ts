import { oneOf, wordsIn } from "@/lib/urls";
import { findTask } from "@/lib/registry/tasks";

export const PROFILE_SORTS = [
  "name",
  "-name",
  "updated_at",
  "-updated_at",
  "created_at",
  "-created_at",
  "type",
  "-type",
  "model_name",
  "-model_name",
] as const;
export type ProfileSort = (typeof PROFILE_SORTS)[number];

/** The fields that the web interface's lists request: a profile's own except the prompt, and `model_task`. */
export const LISTED_FIELDS = [
  "id",
  "user_id",
  "name",
  "description",
  "type",
  "task",
  "model_name",
  "model_version",
  "base_profile_id",
  "parameters",
  "circuit_breaker",
  "gpu_config",
  "image_settings",
  "revision",
  "read_only",
  "model_available",
  "model_task",
  "created_at",
  "updated_at",
].join();

export const OWNERS = ["me", "system", "all"] as const;

/** The filters of the profile list, as the page's URL holds them. */
export interface ProfileFilters {
  owner: (typeof OWNERS)[number];
  q: string;
  /** A task's key; empty for all. */
  type: string;
  model: string;
  available: "" | "true" | "false";
  /** Whether a task of the viewer uses them. */
  used: "" | "true" | "false";
  sort: ProfileSort;
}

export const NO_FILTERS: ProfileFilters = {
  owner: "me",
  q: "",
  type: "",
  model: "",
  available: "",
  used: "",
  sort: "name",
};

/** All visible profiles that use a model. */
export function profilesWith(model: string): ProfileFilters {
  return { ...NO_FILTERS, owner: "all", model };
}

/** The filters in a URL's query; invalid values are ignored. */
export function filtersIn(search: Pick<URLSearchParams, "get">): ProfileFilters {
  const type = search.get("type") ?? "";
  return {
    owner: oneOf(OWNERS, search.get("owner"), NO_FILTERS.owner),
    q: wordsIn(search),
    type: findTask(type)?.key ?? "",
    model: (search.get("model") ?? "").slice(0, 300),
    available: oneOf(["", "true", "false"], search.get("available"), ""),
    used: oneOf(["", "true", "false"], search.get("used"), ""),
    sort: oneOf(PROFILE_SORTS, search.get("sort"), NO_FILTERS.sort),
  };
}

/** True if any filter is set, apart from the tab and the order. */
export function isNarrowed(filters: ProfileFilters): boolean {
  const { q, type, model, available, used } = filters;
  return Boolean(q || type || model || available || used);
}
