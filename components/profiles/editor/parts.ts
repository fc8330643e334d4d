/**
 * The editor comes in parts of its own: a page's HTML has all of it, and starts with less JavaScript.
 * Whoever shows a page with an editor fetches them at once, one beside the other.
 */
export const loadFields = () => import("./fields");
export const loadPanel = () => import("./effective-panel");

/** Begins to fetch, in the browser, the editor and its parts. */
export function fetchWithParts(loadEditor: () => Promise<unknown>): void {
  if (typeof window === "undefined") return;
  // What fails is fetched again, and told, where it is drawn.
  for (const load of [loadEditor, loadFields, loadPanel]) load().catch(() => undefined);
}
