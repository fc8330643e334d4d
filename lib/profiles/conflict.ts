import { contentOf, type ProfileContent } from "./content";
import { inFieldOrder } from "./describe";
import { changesBetween, same } from "./diff";
import type { Change } from "./schema";

/** A field that differs from the common start on one side or on both. */
export interface ConflictField {
  path: string;
  /** From the start to what was saved meanwhile. */
  theirs?: Change;
  /** From the start to what is about to be saved. */
  mine?: Change;
  /** Both changed it, and not to the same. */
  isDispute: boolean;
}

/** What two people have made of one revision, field by field. */
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
