import { SECTION_NAMES } from "@/lib/registry/types";
import { type Change, changedValues } from "@/lib/values/changes";
import { inFieldOrder } from "@/lib/values/describe";
import type { Effective } from "@/lib/values/inherit";
import { KEY_PARAMETERS } from "@/lib/values/summary";

/** The paths of the values that people look at first. */
const FIRST: readonly string[] = KEY_PARAMETERS.map((name) => `parameters.${name}`);

function byPath(effective: Effective): ReadonlyMap<string, unknown> {
  const values = SECTION_NAMES.flatMap((section) =>
    Object.entries(effective[section] ?? {}).map(
      ([name, value]) => [`${section}.${name}`, value] as const,
    ),
  );
  return new Map(values);
}

/** Effective values that differ between a task's default (`from`) and its active profile (`to`). */
export function effectiveChanges(from: Effective, to: Effective): Change[] {
  const place = ({ path }: Change) => (FIRST.includes(path) ? FIRST.indexOf(path) : FIRST.length);
  const changes = inFieldOrder(changedValues(byPath(from), byPath(to)));
  return changes.sort((a, b) => place(a) - place(b));
}
