import type { Option, OptionGroup } from "./combobox";

function matches({ label, note }: Option, words: readonly string[]): boolean {
  const text = `${label} ${note ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The options that hold every word, in their groups, `most` in all; and how many are left out. */
export function matching(groups: readonly OptionGroup[], typed: string, most: number) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found: OptionGroup[] = [];
  let [room, more] = [most, 0];
  for (const group of groups) {
    const options = group.options.filter((option) => matches(option, words));
    if (options.length === 0) continue;
    const shown = options.slice(0, room);
    room -= shown.length;
    more += options.length - shown.length;
    if (shown.length > 0) found.push({ ...group, options: shown });
  }
  return { found, more };
}
