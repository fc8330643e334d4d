import { oneOf, wordsIn } from "@/lib/urls";
import { ROLES } from "@/lib/actor";

/** Oldest first, or newest first. */
export const USER_SORTS = ["created_at", "-created_at"] as const;
export type UserSort = (typeof USER_SORTS)[number];

/** What the list of users shows, as its address says it; it is the query of the REST interface too. */
export interface UserFilters {
  q: string;
  role: "" | (typeof ROLES)[number];
  disabled: "" | "true" | "false";
  /** Whether the user has not accepted their invitation yet. */
  invited: "" | "true" | "false";
  sort: UserSort;
}

export const NO_USER_FILTERS: UserFilters = {
  q: "",
  role: "",
  disabled: "",
  invited: "",
  sort: "created_at",
};

/** The filters in an address; what cannot be understood counts as not given. */
export function userFiltersIn(search: Pick<URLSearchParams, "get">): UserFilters {
  return {
    q: wordsIn(search),
    role: oneOf(["", ...ROLES], search.get("role"), ""),
    disabled: oneOf(["", "true", "false"], search.get("disabled"), ""),
    invited: oneOf(["", "true", "false"], search.get("invited"), ""),
    sort: oneOf(USER_SORTS, search.get("sort"), NO_USER_FILTERS.sort),
  };
}

/** Whether anything is left out. */
export function isNarrowed({ q, role, disabled, invited }: UserFilters): boolean {
  return Boolean(q || role || disabled || invited);
}
