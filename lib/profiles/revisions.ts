import { inFieldOrder } from "./describe";
import { same } from "./diff";
import type { Change, Revision } from "./schema";

/** A change as its way back. */
function reversed({ path, from, to }: Change): Change {
  return sided(path, to, from);
}

/** A change of which a side that was not set is absent. */
function sided(path: string, from: unknown, to: unknown): Change {
  return {
    path,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** What changed from one revision to a later one; `revisions` has all between, newest first. */
function changesAcross(revisions: readonly Revision[], older: number, newer: number): Change[] {
  const all = new Map<string, Change>();
  for (const { revision, changes } of revisions.toReversed()) {
    if (revision <= older || revision > newer) continue;
    for (const { path, from, to } of changes) {
      const before = all.get(path);
      all.set(path, sided(path, before ? before.from : from, to));
    }
  }
  return inFieldOrder([...all.values()].filter(({ from, to }) => !same(from, to)));
}

/**
 * What changes against now when a revision is restored; `revisions` has all from the newest down to
 * the one after it.
 */
export function changesByRestoring(revisions: readonly Revision[], restore: number): Change[] {
  const now = revisions[0]?.revision ?? restore;
  return changesAcross(revisions, restore, now).map(reversed);
}
