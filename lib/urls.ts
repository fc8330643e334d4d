/** The value that was given, if it is one of the legal ones. */
export function oneOf<T extends string>(
  legal: readonly T[],
  given: string | null,
  otherwise: T,
): T {
  return legal.find((value) => value === given) ?? otherwise;
}

/** A page's `searchParams` as one reads an address in the browser: of a name given twice, the first. */
export function searchOf(
  given: Readonly<Record<string, string | string[] | undefined>>,
): Pick<URLSearchParams, "get"> {
  return { get: (name) => [given[name]].flat()[0] ?? null };
}

/** Filters as a query of the REST interface: what is not chosen is left out. */
export function chosenIn(filters: object): Record<string, string> {
  const chosen = Object.entries(filters).filter(([, value]) => value !== "") as [string, string][];
  return Object.fromEntries(chosen);
}

/** Where people land who were on their way to no page in particular. */
export const HOME = "/profiles";

/** Where people land who have signed out. */
export const SIGN_IN = "/login";
export const REGISTER = "/register";

const HERE = "http://here.invalid";

/** The page to go to after signing in: a path of this site, else the start. */
export function nextPath(wanted: string | string[] | null | undefined): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/")) return HOME;
  if (!URL.canParse(wanted, HERE)) return HOME;
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  // `//elsewhere` and `/\elsewhere` are other sites, and `/api/…` is no page.
  if (origin !== HERE || pathname.startsWith("//") || pathname.startsWith("/api/")) return HOME;
  return pathname + search + hash;
}
