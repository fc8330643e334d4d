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
