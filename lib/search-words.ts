/** The words of a search, in lower case. */
export function searchWords(typed: string): string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

/** True if a text in lower case contains every word of a search, in any order. */
export function containsEach(lower: string, words: readonly string[]): boolean {
  return words.every((word) => lower.includes(word));
}

/** True if a text contains every word of a search, in any order and any case. */
export function containsWords(text: string, typed: string): boolean {
  return containsEach(text.toLowerCase(), searchWords(typed));
}
