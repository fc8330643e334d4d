import { isSection } from "@/lib/registry/sections";
import type { Value } from "@/lib/registry/types";
import type { ProfileContent } from "./content";
import { changesBetween } from "./diff";
import { contentIn, formValuesOf } from "./form-values";
import type { Change } from "./schema";

/** A content with changes made to it, field by field; one without a `to` unsets its field. */
export function withChanges(content: ProfileContent, changes: readonly Change[]): ProfileContent {
  const values = formValuesOf(content);
  for (const { path, to } of changes) {
    const [name = "", field = ""] = path.split(".");
    if (isSection(name)) values[name][field] = to as Value | undefined;
    else Object.assign(values, { [name]: to });
  }
  return contentIn(values);
}

/**
 * What two have made of one content, in one: what I changed is mine, also where both did, and the
 * rest is theirs.
 */
export function merged(
  base: ProfileContent,
  theirs: ProfileContent,
  mine: ProfileContent,
): ProfileContent {
  return withChanges(theirs, changesBetween(base, mine));
}
