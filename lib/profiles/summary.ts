import { countWords } from "@/lib/values/summary";
import type { DefaultRow } from "./query";

/** How far a default reaches. */
export type Reach = Omit<DefaultRow, "profile" | "changes">;

/** "In force for 41 of 50 people; 12 profiles inherit from it." */
export function reachText({ in_force_for, people, inherited_by }: Reach): string {
  const of = people === 1 ? "person" : "people";
  const verb = inherited_by === 1 ? "inherits" : "inherit";
  const number = (count: number) => count.toLocaleString("en");
  return `In force for ${number(in_force_for)} of ${number(people)} ${of}; ${countWords(inherited_by, "profile")} ${verb} from it.`;
}

/** Scripts that write a word, or most of one, with each character. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
/** Characters of other scripts that make one token, as a rule. */
const PER_TOKEN = 4;

/** About how many tokens a text has; tokenizers differ by a third and more. */
export function roughTokens(text: string): number {
  const dense = text.match(DENSE)?.length ?? 0;
  return Math.ceil(dense + (text.length - dense) / PER_TOKEN);
}
