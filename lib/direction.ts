/** Embeddings, overrides and isolates: they turn the text after them around, also that of a sentence. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** The text without characters that change its direction, which names of earlier versions may have. */
export function withoutDirection(text: string): string {
  return text.replace(DIRECTION, "");
}

/** True if the text has a character that changes the direction of what follows it. */
export function hasDirection(text: string): boolean {
  return withoutDirection(text) !== text;
}
