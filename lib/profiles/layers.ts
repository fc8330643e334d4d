import type { Value, Values } from "@/lib/registry/types";

/** A layer of values and the word that tells where they come from. */
export interface Layer {
  source: string;
  values: Values;
}

export interface Warning {
  code: string;
  message: string;
}

/** Values by name, with where each comes from. */
export type Found = Map<string, { value: Value; source: string }>;

/** First that is set wins, field by field; a value that does not fit what was found is passed over. */
export function firstSet(
  layers: readonly Layer[],
  fits: (name: string, value: Value, found: Found) => boolean = () => true,
): Found {
  const found: Found = new Map();
  for (const { source, values } of layers) {
    for (const [name, value] of Object.entries(values)) {
      if (!found.has(name) && fits(name, value, found)) found.set(name, { value, source });
    }
  }
  return found;
}

export function valuesOf(found: Found): Values {
  return Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
}
