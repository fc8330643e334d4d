import "server-only";
import { AppError } from "@/lib/errors";

/**
 * Refuses a change that another site's page asks a browser for. Browsers send `Sec-Fetch-Site`, or
 * at least `Origin`, with every such request; a client that sends neither is no browser and has no
 * cookie that a stranger could ride on.
 * @throws 403 `cross_origin`
 */
export function assertSameOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const siteIsOurs = site === null || site === "same-origin" || site === "none";
  if (siteIsOurs && (origin === null || hostOf(origin) === headers.get("host"))) return;
  throw new AppError("cross_origin", "A change must come from this site's own pages.");
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
