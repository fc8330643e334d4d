import { isSection } from "@/lib/registry/sections";
import type { ProfileContent } from "./content";
import type { Change } from "./schema";

/** A profile's content as path → value, the registry's objects taken apart. */
function flatten(content: ProfileContent): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [field, value] of Object.entries(content)) {
    if (!isSection(field)) flat.set(field, value);
    else if (value !== null) {
      for (const [name, set] of Object.entries(value as object)) flat.set(`${field}.${name}`, set);
    }
  }
  return flat;
}

/** Whether two values are the same, lists item by item. */
export function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}

/** What differs between two contents, in the order of the fields; `null` is "nothing yet". */
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
