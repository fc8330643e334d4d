import { contentOf, type ProfileContent } from "@/lib/values/content";
import { changesBetween } from "@/lib/values/changes";
import { mergePatch } from "./merge-patch";

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
