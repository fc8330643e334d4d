type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

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
