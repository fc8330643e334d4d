/** Typed access to plain objects, where the standard library answers with `string` or `any`. */

type Fields = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Unchecked input as an object; empty if it is none. For rules that run alongside the schema. */
export function asObject(input: unknown): Fields {
  return isObject(input) ? input : {};
}

/** A member of unchecked input as an object; empty if it is none. */
export function objectAt(input: unknown, key: string): Fields {
  return asObject(asObject(input)[key]);
}

/** True if the object itself, not its prototype, has the key. */
export function isKeyOf<T extends object>(object: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(object, key);
}

/** The keys of an object literal. */
export function keysOf<T extends object>(object: T): (keyof T & string)[] {
  return Object.keys(object).filter((key): key is keyof T & string => isKeyOf(object, key));
}

/** An object with the given keys, each with the value that belongs to it. */
export function recordOf<K extends string, V>(
  keys: readonly K[],
  valueOf: (key: K) => V,
): Record<K, V> {
  const entries = keys.map((key) => [key, valueOf(key)] as const);
  // `Object.fromEntries` does not keep the union of the keys.
  return Object.fromEntries(entries) as Record<K, V>;
}
