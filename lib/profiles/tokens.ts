/** Scripts in which a character is about one token. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
/** Characters per token in other scripts, on average. */
const PER_TOKEN = 4;

/** A rough number of tokens; real tokenizers differ by a third and more. */
export function estimateTokens(text: string): number {
  const dense = text.match(DENSE)?.length ?? 0;
  return Math.ceil(dense + (text.length - dense) / PER_TOKEN);
}
