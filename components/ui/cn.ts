/** Joins class names. If two set the same property, the one that must win ends in `!`. */
export function cn(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
