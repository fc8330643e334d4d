const MAX_NAME = 120;

/**
 * What the nth copy of a profile is called: "Primary (Default)" gives "Primary (copy)" and then
 * "Primary (copy 2)"; `n` 0 is the name without either.
 */
export function copyName(name: string, n: number): string {
  const stem = name.replace(/ \((default|copy( \d+)?)\)$/i, "");
  const ending = n === 0 ? "" : n === 1 ? " (copy)" : ` (copy ${n})`;
  return firstOf(stem, MAX_NAME - ending.length).trimEnd() + ending;
}

/** At most the first `length` characters, without half of a surrogate pair at the end. */
export function firstOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}
