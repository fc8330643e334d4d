/**
 * Begins to fetch an editor in the browser as soon as the page's own code runs: the HTML has all of
 * it, and the page starts with less JavaScript.
 */
export function fetchEarly(load: () => Promise<unknown>): void {
  // What fails is fetched again, and told, where it is drawn.
  if (typeof window !== "undefined") load().catch(() => undefined);
}
