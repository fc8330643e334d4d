import { asObject } from "@/lib/objects";
import { isSection, isValue } from "@/lib/registry/types";
import { contentOf, type ProfileContent } from "./content";
import { type Change, changesBetween, same } from "./changes";
import { contentIn, formValuesOf } from "./form-values";
import { inFieldOrder } from "./describe";

/** The content with the changes applied; a change without `to` unsets its field. */
export function withChanges(content: ProfileContent, changes: readonly Change[]): ProfileContent {
  const values = formValuesOf(content);
  for (const { path, to } of changes) {
    const [name = "", field = ""] = path.split(".");
    if (isSection(name)) values[name][field] = isValue(to) ? to : undefined;
    else Object.assign(values, { [name]: to });
  }
  return contentIn(values);
}

/** The changes as a JSON Merge Patch of a profile (RFC 7396); a change without `to` becomes null. */
export function patchOf(changes: readonly Change[]): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const { path, to = null } of changes) {
    const [name = "", field] = path.split(".");
    patch[name] = field === undefined ? to : { ...asObject(patch[name]), [field]: to };
  }
  return patch;
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

/** A field that one or both versions changed. */
export interface ConflictField {
  path: string;
  /** The change that was saved in the meantime. */
  theirs?: Change;
  /** The change that is about to be saved. */
  mine?: Change;
  /** True if both changed it to different values. */
  isDispute: boolean;
}

/** The fields in which two versions of one revision differ from it. */
export function conflictOf(
  base: ProfileContent,
  theirs: ProfileContent,
  mine: ProfileContent,
): ConflictField[] {
  const byPath = (content: ProfileContent) =>
    new Map(
      changesBetween(contentOf(base), contentOf(content)).map((change) => [change.path, change]),
    );
  const [theirChanges, myChanges] = [byPath(theirs), byPath(mine)];
  const paths = new Set([...theirChanges.keys(), ...myChanges.keys()]);
  const fields = [...paths].map((path): ConflictField => {
    const [their, my] = [theirChanges.get(path), myChanges.get(path)];
    const isDispute = their !== undefined && my !== undefined && !same(their.to, my.to);
    return { path, ...(their && { theirs: their }), ...(my && { mine: my }), isDispute };
  });
  return inFieldOrder(fields);
}
