import { contentOf, type ProfileContent } from "@/lib/values/content";
import { changesBetween } from "@/lib/values/changes";

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * `target` changed by `patch` as RFC 7396 says: `null` removes, objects merge, all else replaces.
 * Neither argument is changed.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** The paths that a merge patch removes. */
export function removedPaths(patch: unknown, path: readonly string[] = []): string[][] {
  if (patch === null) return [[...path]];
  if (!isObject(patch)) return [];
  return Object.entries(patch).flatMap(([key, value]) => removedPaths(value, [...path, key]));
}

/**
 * A default's content with these fields (`system_prompt`, `parameters.top_k`, all `parameters`), or all, as they ship.
 * A field that ships without a value is unset.
 */
export function backToShipped(
  current: ProfileContent,
  shipped: ProfileContent,
  fields?: readonly string[],
): ProfileContent {
  if (!fields) return shipped;
  const patch: Record<string, unknown> = {};
  for (const { path, to } of changesBetween(current, shipped)) {
    const [section = "", name] = path.split(".");
    if (!fields.includes(path) && !fields.includes(section)) continue;
    if (name === undefined) patch[section] = to;
    else patch[section] = { ...(patch[section] as object | undefined), [name]: to ?? null };
  }
  // A field of the profile itself that ships as null is null; only in sections does null unset.
  const whole = Object.entries(patch).filter(([, value]) => value === null);
  const merged = mergePatch(contentOf(current), patch) as ProfileContent;
  return { ...merged, ...Object.fromEntries(whole) };
}
