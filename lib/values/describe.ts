import { SECTIONS } from "@/lib/registry/fields";
import {
  type Field,
  isValue,
  type Section,
  SECTION_LABELS,
  SECTION_NAMES,
} from "@/lib/registry/types";
import { taskByType } from "@/lib/registry/tasks";
import { CONTENT_FIELDS, contentText } from "./content";
import { unitOf, valueText } from "./summary";

/** From so many characters on a text is compared with another line by line and word by word. */
const LONG = 60;

/** Every path that a change can name, in the order in which people see the fields. */
const PATHS: readonly string[] = CONTENT_FIELDS.flatMap((field) => {
  const section = SECTION_NAMES.find((name) => name === field);
  return section ? SECTIONS[section].map(({ name }) => `${section}.${name}`) : [field];
});

function registryField(path: string): { section: Section; field: Field } | undefined {
  const [first, name] = path.split(".");
  const section = SECTION_NAMES.find((known) => known === first);
  const fields: readonly Field[] = section ? SECTIONS[section] : [];
  const field = fields.find((known) => known.name === name);
  return section && field && { section, field };
}

/** What a path is called: `Temperature`, `Circuit breaker · Max retries`; unknown ones as they are. */
export function pathLabel(path: string): string {
  const known = registryField(path);
  if (!known) return contentText(path)?.label ?? path;
  const { section, field } = known;
  return section === "parameters" ? field.label : `${SECTION_LABELS[section]} · ${field.label}`;
}

/** Items with a path in the order of the fields; unknown ones, which old revisions may have, last. */
export function inFieldOrder<T extends { path: string }>(items: readonly T[]): T[] {
  const place = ({ path }: T) => (PATHS.includes(path) ? PATHS.indexOf(path) : PATHS.length);
  return items.toSorted((a, b) => place(a) - place(b));
}

/** One side of a change, in words. */
export interface Side {
  text: string;
  unit?: string | undefined;
  /** Words of ours that stand for the absence of a value. */
  absent: boolean;
  /** It stands for the profile with this id. */
  profile?: string;
}

/** How the fields of something are called, and what their values say. */
export interface Words {
  label: (path: string) => string;
  side: (path: string, value: unknown) => Side;
}

function contentSide(path: string, value: unknown): Side {
  if (value === null || value === "")
    return { text: contentText(path)?.absent ?? "none", absent: true };
  if (path === "type" && typeof value === "number") {
    return { text: taskByType(value)?.label ?? String(value), absent: false };
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (path === "base_profile_id") return { text, absent: false, profile: text };
  return { text, absent: false };
}

/** What a path holds; `undefined` is a value that was not set. */
export function sideOf(path: string, value: unknown): Side {
  if (value === undefined) return { text: "not set", absent: true };
  const field = registryField(path)?.field;
  if (!field || !isValue(value)) return contentSide(path, value);
  return { text: valueText(field, value), unit: unitOf(field, value), absent: false };
}

/** A profile's own. */
export const PROFILE_WORDS: Words = { label: pathLabel, side: sideOf };

/** Both sides where they are texts of which one needs a closer look, else null. */
export function textSides(from: unknown, to: unknown): { from: string; to: string } | null {
  if (typeof from !== "string" || typeof to !== "string") return null;
  const needsLook = [from, to].some((text) => text.length > LONG || text.includes("\n"));
  return needsLook ? { from, to } : null;
}

/** Whether a value is one that a new profile starts from anyway. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
