import { SECTION_NAMES, type Section } from "@/lib/registry/sections";
import type { Value, Values } from "@/lib/registry/types";
import { CONTENT, contentOf, type ProfileContent } from "./content";

/** Values while they are edited: `undefined` is not set, and text where no number was typed yet. */
export type EditedValues = Record<string, Value | undefined>;

/** A profile's content as its form holds it: each section an object, whatever is set in it. */
export type FormValues = Omit<ProfileContent, Section> & Record<Section, EditedValues>;

/** What a form starts with. */
export function formValuesOf(content: ProfileContent): FormValues {
  const sections = SECTION_NAMES.map((name) => [name, { ...content[name] }] as const);
  return { ...contentOf(content), ...(Object.fromEntries(sections) as Record<Section, Values>) };
}

function setOnly(values: EditedValues): Values {
  const set = Object.entries(values).filter((entry): entry is [string, Value] => {
    return entry[1] !== undefined;
  });
  return Object.fromEntries(set);
}

/** A section as it is saved: blank where nothing in it is set. */
function saved(section: Section, values: EditedValues): Values | null {
  const set = setOnly(values);
  return Object.keys(set).length === 0 ? CONTENT[section].blank : set;
}

/** What a form holds, as the content that would be saved; a section with nothing set is none. */
export function contentIn(values: FormValues): ProfileContent {
  const sections = SECTION_NAMES.map((name) => [name, saved(name, values[name])] as const);
  return contentOf({
    ...values,
    model_version: values.model_version === "" ? null : values.model_version,
    ...(Object.fromEntries(sections) as Pick<ProfileContent, Section>),
  });
}
