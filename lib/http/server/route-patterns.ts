import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";

interface Route {
  page: string;
  regex: string;
}

/** The build's own list of its routes, the more special ones first. */
interface Manifest {
  staticRoutes: readonly Route[];
  dynamicRoutes: readonly Route[];
}

/** `/api/keys/[id]` as the contract writes it; what takes any rest ends in a star. */
function shown(page: string): string {
  return page.replace(/\[{1,2}\.{3}\w+\]{1,2}/, "*").replace(/\[(\w+)\]/g, "{$1}");
}

/** Answers the pattern of an address; there are as many as routes, whatever is asked for. */
export function routePatterns({ staticRoutes, dynamicRoutes }: Manifest) {
  const fixed = new Map(staticRoutes.map(({ page }) => [page, page]));
  const open = dynamicRoutes.map(({ page, regex }) => ({
    pattern: shown(page),
    regex: new RegExp(regex),
  }));
  return (address: string): string => {
    if (address.startsWith("/_next/")) return "/_next/*";
    const plain = address.length > 1 && address.endsWith("/") ? address.slice(0, -1) : address;
    return fixed.get(plain) ?? open.find(({ regex }) => regex.test(plain))?.pattern ?? "none";
  };
}

/** The patterns of the build in the folder; in development, which has none, all addresses are one. */
export function readRoutePatterns(folder: string): (address: string) => string {
  try {
    const text = readFileSync(path.join(folder, "routes-manifest.json"), "utf8");
    return routePatterns(JSON.parse(text) as Manifest);
  } catch {
    return () => "any";
  }
}
