/** Scripts that write a word, or most of one, with each character. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
/** Characters of other scripts that make one token, as a rule. */
const PER_TOKEN = 4;

/** About how many tokens a text has; tokenizers differ by a third and more. */
export function roughTokens(text: string): number {
  const dense = text.match(DENSE)?.length ?? 0;
  return Math.ceil(dense + (text.length - dense) / PER_TOKEN);
}
