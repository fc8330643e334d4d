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
