import { flushSync } from "react-dom";
import type { FieldErrors, FieldPath, UseFormReturn } from "react-hook-form";
import { CONTENT_FIELDS } from "@/lib/values/content";
import type { FormValues } from "@/lib/values/form-values";
import { isSection, SECTION_NAMES, type Section } from "@/lib/registry/types";
import { reveal } from "../reveal";

export type Path = FieldPath<FormValues>;

/** The form's parts from top to bottom. */
const ORDER = [
  ...CONTENT_FIELDS.filter((field) => !isSection(field)),
  ...SECTION_NAMES,
] as const satisfies readonly Path[];

export function pathOf(section: Section, name: string): Path {
  return `${section}.${name}`;
}

/** The field that a fault is about: of a fault in a list (`parameters.stop.1`), the list. */
export function fieldOf(path: string): Path | undefined {
  const [first, second] = path.split(".");
  const name = ORDER.find((part) => part === first);
  if (name === undefined || !isSection(name)) return name;
  return second === undefined ? undefined : pathOf(name, second);
}

/** The fields that are at fault, from top to bottom. */
export function faultedIn(errors: FieldErrors<FormValues>): Path[] {
  return ORDER.flatMap((name): Path[] => {
    const error = errors[name];
    if (!error) return [];
    if (!isSection(name)) return [name];
    return Object.keys(error).map((field) => pathOf(name, field));
  });
}

/** The same of a form, without following it. */
export function faultedFields({ control }: UseFormReturn<FormValues>): Path[] {
  return faultedIn(control._formState.errors);
}

/** The fields of the registry that are set. */
export function setFields({ getValues }: UseFormReturn<FormValues>): Path[] {
  return SECTION_NAMES.flatMap((section) =>
    Object.entries(getValues(section))
      .filter(([, value]) => value !== undefined)
      .map(([name]) => pathOf(section, name)),
  );
}

/** The id of a field's control. */
export function idOf(path: Path): string {
  return `field-${path}`;
}

/** Moves the focus to a field's control, in the middle of the window; `open` opens what hides it. */
export function focusField(path: Path, open: (section: string) => void): void {
  const [section = ""] = path.split(".");
  flushSync(() => open(section));
  const row = document.querySelector(`[data-field="${path}"]`);
  const control =
    document.getElementById(idOf(path)) ?? row?.querySelector<HTMLElement>("input, button");
  if (!control) return;
  reveal(control);
  control.scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
}
