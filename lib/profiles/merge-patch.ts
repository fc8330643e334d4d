import { isObject } from "@/lib/objects";

/**
 * `target` with a JSON Merge Patch (RFC 7396) applied: null removes a member, objects merge, anything
 * else replaces. Changes neither argument.
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

/** The paths a merge patch removes. */
export function removedPaths(patch: unknown, path: readonly string[] = []): string[][] {
  if (patch === null) return [[...path]];
  if (!isObject(patch)) return [];
  return Object.entries(patch).flatMap(([key, value]) => removedPaths(value, [...path, key]));
}
