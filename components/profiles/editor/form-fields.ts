import { flushSync } from "react-dom";
import type { FieldErrors, FieldPath, UseFormReturn } from "react-hook-form";
import { reveal } from "@/components/ui/focus";
import { isSection, SECTION_NAMES, type Section } from "@/lib/registry/types";
import { CONTENT_FIELDS } from "@/lib/values/content";
import type { FormValues } from "@/lib/values/form-values";

/** The path of a single field: `name` or `parameters.top_k`. */
export type Path = Exclude<FieldPath<FormValues>, Section>;

/** Top-level fields and sections, from top to bottom. */
const ORDER = [
  ...CONTENT_FIELDS.filter((field) => !isSection(field)),
  ...SECTION_NAMES,
] as const satisfies readonly FieldPath<FormValues>[];

export function pathOf(section: Section, name: string): Path {
  return `${section}.${name}`;
}

/** The field an error belongs to; for an item of a list (`parameters.stop.1`), the list. */
export function fieldOf(path: string): Path | undefined {
  const [first, second] = path.split(".");
  const name = ORDER.find((part) => part === first);
  if (name === undefined || !isSection(name)) return name;
  return second === undefined ? undefined : pathOf(name, second);
}

/** Fields with an error, from top to bottom. */
export function fieldsIn(errors: FieldErrors<FormValues>): Path[] {
  return ORDER.flatMap((name): Path[] => {
    const error = errors[name];
    if (!error) return [];
    if (!isSection(name)) return [name];
    return Object.keys(error).map((field) => pathOf(name, field));
  });
}

/** Fields with an error, without subscribing to the form. */
export function fieldsWithErrors({ control }: UseFormReturn<FormValues>): Path[] {
  return fieldsIn(control._formState.errors);
}

/** Fields of the sections that have a value. */
export function setFields({ getValues }: UseFormReturn<FormValues>): Path[] {
  return SECTION_NAMES.flatMap((section) =>
    Object.entries(getValues(section))
      .filter(([, value]) => value !== undefined)
      .map(([name]) => pathOf(section, name)),
  );
}

/** The HTML id of a field's control. */
export function idOf(path: Path): string {
  return `field-${path}`;
}

/** Focuses a field's control and scrolls to it; `openSection` expands the section that hides it. */
export function focusField(path: Path, openSection: (section: string) => void): void {
  const [section = ""] = path.split(".");
  flushSync(() => openSection(section));
  const row = document.querySelector(`[data-field="${path}"]`);
  const control =
    document.getElementById(idOf(path)) ?? row?.querySelector<HTMLElement>("input, button");
  if (!control) return;
  reveal(control);
  control.scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
}
