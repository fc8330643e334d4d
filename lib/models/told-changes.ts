import { isObject } from "@/lib/objects";
import type { ModelEntry } from "./schema";

/** Fields of all models together that one event tells. */
const MOST_FIELDS = 200;
/** Characters of one value that it keeps. */
const MOST_CHARACTERS = 500;

type Fields = Record<string, unknown>;

/** An entry as path → value as JSON: `details.context_length`; deeper values stay together. */
function flatten(entry: ModelEntry): Map<string, string> {
  const flat = new Map<string, string>();
  const put = (path: string, value: unknown) => {
    if (value !== undefined) flat.set(path, JSON.stringify(value));
  };
  for (const [field, value] of Object.entries(entry)) {
    if (!isObject(value)) put(field, value);
    else for (const [name, inner] of Object.entries(value)) put(`${field}.${name}`, inner);
  }
  return flat;
}

/** A value from its JSON; of a long one, so much that one sees what it is. */
function kept(json: string): unknown {
  const value: unknown = JSON.parse(json);
  const text = typeof value === "string" ? value : json;
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : value;
}

/** What the audit tells of models that changed: the fields that differ, `<id> · <path>`. */
export interface ToldChanges {
  before: Fields;
  after: Fields;
}

/**
 * The fields in which entries differ from what they were, as many as an event may hold; how many
 * more there are is `more_fields`.
 */
export function toldChanges(pairs: readonly (readonly [ModelEntry, ModelEntry])[]): ToldChanges {
  const before: Fields = {};
  const after: Fields = {};
  let count = 0;
  for (const [old, now] of pairs) {
    const [from, to] = [flatten(old), flatten(now)];
    for (const path of new Set([...from.keys(), ...to.keys()])) {
      const [was, is] = [from.get(path), to.get(path)];
      if (was === is) continue;
      count += 1;
      if (count > MOST_FIELDS) continue;
      const key = `${now.id} · ${path}`;
      if (was !== undefined) before[key] = kept(was);
      if (is !== undefined) after[key] = kept(is);
    }
  }
  if (count > MOST_FIELDS) after.more_fields = count - MOST_FIELDS;
  return { before, after };
}
