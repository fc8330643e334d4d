import { isSection } from "@/lib/registry/types";
import { CONTENT_FIELDS, type ProfileContent } from "./content";

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
  return changedValues(from === null ? new Map() : flatten(from), flatten(to));
}

/** The changes between values by path. */
export function changedValues(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): Change[] {
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

/** Characters of a text beyond which `shortened` replaces it. */
export const MAX_CHANGED_TEXT = 2000;

/** Characters shown of a text from the first difference on. */
const SHOWN = 100;

/** A change whose long texts are replaced by their lengths. */
export interface ShortenedChange extends Change {
  /** Where the two texts differ first, and what follows there. */
  first_difference?: { at: number; from: string; to: string };
}

function firstDifference(from: string, to: string) {
  let at = 0;
  while (at < from.length && from[at] === to[at]) at += 1;
  // Not in the middle of a character.
  if (/[\ud800-\udbff]/.test(from.charAt(at - 1))) at -= 1;
  const shown = (text: string) => text.slice(at, at + SHOWN).toWellFormed();
  return { at, from: shown(from), to: shown(to) };
}

/** The change with the lengths and the first difference of its texts, if one of them is long. */
export function shortened(change: Change): ShortenedChange {
  const texts = [change.from, change.to].filter((value) => typeof value === "string");
  if (texts.every((text) => text.length <= MAX_CHANGED_TEXT)) return change;
  const textOf = (value: unknown) => (typeof value === "string" ? value : "");
  const lengthOf = (value: unknown) =>
    typeof value === "string" ? { length: value.length } : value;
  return {
    path: change.path,
    ...("from" in change ? { from: lengthOf(change.from) } : {}),
    ...("to" in change ? { to: lengthOf(change.to) } : {}),
    first_difference: firstDifference(textOf(change.from), textOf(change.to)),
  };
}
