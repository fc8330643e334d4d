/** The given value if it is one of the legal values, otherwise the fallback. */
export function oneOf<T extends string>(legal: readonly T[], given: string | null, fallback: T): T {
  return legal.find((value) => value === given) ?? fallback;
}

/** A page's `searchParams` as `URLSearchParams` reads a URL: the first value of each name. */
export function searchOf(
  given: Readonly<Record<string, string | string[] | undefined>>,
): Pick<URLSearchParams, "get"> {
  return { get: (name) => [given[name]].flat()[0] ?? null };
}

/** Characters of a search. */
export const MAX_WORDS = 64;

/** The words of a search in a page's URL, by default in `q`. */
export function wordsIn(search: Pick<URLSearchParams, "get">, name = "q"): string {
  return (search.get(name) ?? "").slice(0, MAX_WORDS);
}

/** Filters as a query of the REST interface, without those that are empty. */
export function chosenIn(filters: object): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(filters)) {
    if (typeof value === "string" && value !== "") chosen[name] = value;
  }
  return chosen;
}

/** The page after signing in, unless another page was requested. */
export const HOME = "/";

/** Where an admin finds engines; the page after the first admin's account is created. */
export const FIND_ENGINES = "/admin/engines?find=1";

/** The page after signing out. */
export const SIGN_IN = "/login";
export const REGISTER = "/register";

const BASE = "http://here.invalid";

/** The page to open after signing in: a path of this site, otherwise `HOME`. */
export function nextPath(wanted: string | string[] | null | undefined): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/")) return HOME;
  if (!URL.canParse(wanted, BASE)) return HOME;
  const { origin, pathname, search, hash } = new URL(wanted, BASE);
  // `//elsewhere` and `/\elsewhere` are other sites, and `/api/…` is no page.
  if (origin !== BASE || pathname.startsWith("//") || pathname.startsWith("/api/")) return HOME;
  return pathname + search + hash;
}
