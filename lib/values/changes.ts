import { isSection } from "@/lib/registry/types";
import { CONTENT_FIELDS, type ProfileContent } from "./content";
import { inFieldOrder } from "./describe";

/** `from` or `to` is absent if the value was not set. */
export interface Change {
  path: string;
  from?: unknown;
  to?: unknown;
}

/** A profile's content as path → value, the registry's objects taken apart. */
function flatten(content: ProfileContent): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const field of CONTENT_FIELDS) {
    if (!isSection(field)) flat.set(field, content[field]);
    else {
      const values = Object.entries(content[field] ?? {});
      for (const [name, value] of values) flat.set(`${field}.${name}`, value);
    }
  }
  return flat;
}

/** True if two values are equal; lists are compared item by item. */
export function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}

/** The changes between two contents, in the order of the fields; `from` is null for a new profile. */
export function changesBetween(from: ProfileContent | null, to: ProfileContent): Change[] {
  const before = from === null ? new Map<string, unknown>() : flatten(from);
  const after = flatten(to);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .filter(
      (path) => before.has(path) !== after.has(path) || !same(before.get(path), after.get(path)),
    )
    .map((path) => ({
      path,
      ...(before.has(path) ? { from: before.get(path) } : {}),
      ...(after.has(path) ? { to: after.get(path) } : {}),
    }));
}

/** The opposite change. */
function reversed({ path, from, to }: Change): Change {
  return sided(path, to, from);
}

/** A change without the members for values that are not set. */
function sided(path: string, from: unknown, to: unknown): Change {
  return {
    path,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** The part of a revision that its changes are derived from. */
interface Revised {
  revision: number;
  changes: readonly Change[];
}

/** What changed from one revision to a later one; `revisions` has all between, newest first. */
function changesAcross(revisions: readonly Revised[], older: number, newer: number): Change[] {
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
export function changesByRestoring(revisions: readonly Revised[], restore: number): Change[] {
  const now = revisions[0]?.revision ?? restore;
  return changesAcross(revisions, restore, now).map(reversed);
}
