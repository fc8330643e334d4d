import type { Fault } from "@/lib/errors";
import { SECTIONS } from "@/lib/registry/fields";
import {
  type Field,
  isValue,
  type Section,
  SECTION_LABELS,
  SECTION_NAMES,
} from "@/lib/registry/types";
import { taskByType } from "@/lib/registry/tasks";
import { type Change, changesBetween } from "./changes";
import { CONTENT_FIELDS, contentText, type ProfileContent } from "./content";
import { type Sectioned, type SetValue, unitOf, valuesOf, valueText } from "./summary";

/** Texts of more characters than this are compared line by line and word by word. */
const LONG = 60;

/** Every path of a change, in the order in which people see the fields. */
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

/** The label of a path: `Temperature`, `Circuit breaker · Retries`; an unknown path is its own label. */
export function pathLabel(path: string): string {
  const known = registryField(path);
  if (!known) return contentText(path)?.label ?? path;
  const { section, field } = known;
  return section === "parameters" ? field.label : `${SECTION_LABELS[section]} · ${field.label}`;
}

/** A fault of a profile's field. Its message starts with the field's label, not with its path. */
export function fieldFault(path: string, code: string, message: string): Fault {
  return { path, code, message: `${pathLabel(path)} ${message}` };
}

/** The fault with its field's label in place of the path at the start of its message. */
export function withLabel(fault: Fault): Fault {
  const { path, code, message } = fault;
  return message.startsWith(`${path} `)
    ? fieldFault(path, code, message.slice(path.length + 1))
    : fault;
}

/** Items with a path in the order of the fields; unknown ones, which old revisions may have, last. */
export function inFieldOrder<T extends { path: string }>(items: readonly T[]): T[] {
  const place = ({ path }: T) => (PATHS.includes(path) ? PATHS.indexOf(path) : PATHS.length);
  return items.toSorted((a, b) => place(a) - place(b));
}

/** One side of a change, as text. */
export interface Side {
  text: string;
  unit?: string | undefined;
  /** True if the text says that there is no value. */
  absent: boolean;
  /** The id of the profile that the value refers to. */
  profile?: string;
  /** True if the value is inherited from `profile`. */
  isInherited?: boolean;
}

/** Labels and values of fields, as text. */
export interface Words {
  label: (path: string) => string;
  side: (path: string, value: unknown) => Side;
}

/** In place of an empty prompt: the profile whose prompt is used instead. */
interface InheritedPrompt {
  inherited_from: string;
}

function isInheritedPrompt(value: unknown): value is InheritedPrompt {
  return typeof value === "object" && value !== null && "inherited_from" in value;
}

/**
 * The changes between two contents in the order of the fields, as people see them: a prompt that a
 * content leaves empty is inherited from its base. `from` is null for a new profile.
 */
export function shownChanges(from: ProfileContent | null, to: ProfileContent): Change[] {
  const shown = (value: unknown, content: ProfileContent | null) => {
    const base = content?.base_profile_id;
    return value === "" && base ? ({ inherited_from: base } satisfies InheritedPrompt) : value;
  };
  return inFieldOrder(changesBetween(from, to)).map((change) => {
    if (change.path !== "system_prompt") return change;
    return { ...change, from: shown(change.from, from), to: shown(change.to, to) };
  });
}

function contentSide(path: string, value: unknown): Side {
  if (isInheritedPrompt(value)) {
    return { text: "inherited", absent: false, profile: value.inherited_from, isInherited: true };
  }
  if (value === null || value === "")
    return { text: contentText(path)?.absent ?? "none", absent: true };
  if (path === "type" && typeof value === "number") {
    return { text: taskByType(value)?.label ?? String(value), absent: false };
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (path === "base_profile_id") return { text, absent: false, profile: text };
  return { text, absent: false };
}

/** The value at a path as text; `undefined` is a value that is not set. */
export function sideOf(path: string, value: unknown): Side {
  if (value === undefined) return { text: "not set", absent: true };
  const field = registryField(path)?.field;
  if (!field || !isValue(value)) return contentSide(path, value);
  return { text: valueText(field, value), unit: unitOf(field, value), absent: false };
}

/** The words for a profile's fields. */
export const PROFILE_WORDS: Words = { label: pathLabel, side: sideOf };

/** Both sides if they are texts and one is long or has several lines, otherwise null. */
export function textSides(from: unknown, to: unknown): { from: string; to: string } | null {
  if (typeof from !== "string" || typeof to !== "string") return null;
  const isLong = [from, to].some((text) => text.length > LONG || text.includes("\n"));
  return isLong ? { from, to } : null;
}

/** True for a value that a new profile starts with. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** The fields of a section that are set, in the registry's order. */
export function setValues(holder: Sectioned, section: Section): SetValue[] {
  return valuesOf(SECTIONS[section], holder[section] ?? {});
}
