/**
 * One value a process, made on first use. A production build loads a module several times (pages,
 * route handlers and instrumentation each have their own copy), so module scope is not enough.
 */
export function singleton<T>(name: string, make: () => T): T {
  const key = Symbol.for(`model-profiles.${name}`);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  return (store[key] ??= make());
}
