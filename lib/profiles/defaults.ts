import { isSection } from "@/lib/registry/types";
import type { Value, Values } from "@/lib/registry/types";
import { changesBetween } from "@/lib/values/changes";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { countWords } from "@/lib/registry/words";
import type { DefaultRow } from "./query";

/** How many people a default is active for, and how many profiles inherit from it. */
export type Reach = Omit<DefaultRow, "profile" | "changes">;

/** "Active for 41 of 50 people; 12 profiles inherit from it." */
export function reachText({ in_force_for, people, inherited_by }: Reach): string {
  const active = in_force_for.toLocaleString("en");
  const all = `${people.toLocaleString("en")} ${people === 1 ? "person" : "people"}`;
  const verb = inherited_by === 1 ? "inherits" : "inherit";
  return `Active for ${active} of ${all}; ${countWords(inherited_by, "profile")} ${verb} from it.`;
}

function withValue(values: Values | null, name: string, value: Value | undefined): Values {
  const next = new Map(Object.entries(values ?? {}));
  if (value === undefined) next.delete(name);
  else next.set(name, value);
  return Object.fromEntries(next);
}

/**
 * A default's content with the given fields, or all without `fields`, as the product ships them. A
 * field is a path (`parameters.top_k`) or a whole section (`parameters`).
 */
export function resetFields(
  current: ProfileContent,
  shipped: ProfileContent,
  fields?: readonly string[],
): ProfileContent {
  if (!fields) return shipped;
  const content = contentOf(current);
  for (const { path, to } of changesBetween(current, shipped)) {
    const [name = "", field] = path.split(".");
    if (!fields.includes(path) && !fields.includes(name)) continue;
    if (isSection(name) && field !== undefined) {
      content[name] = withValue(content[name], field, shipped[name]?.[field]);
    } else Object.assign(content, { [name]: to });
  }
  return content;
}
