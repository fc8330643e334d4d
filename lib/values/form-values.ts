import { SECTION_NAMES, type Section } from "@/lib/registry/sections";
import type { Value, Values } from "@/lib/registry/types";
import { contentOf, type ProfileContent } from "./content";

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

function orNull(values: Values): Values | null {
  return Object.keys(values).length === 0 ? null : values;
}

/** What a form holds, as the content that would be saved; a section with nothing set is none. */
export function contentIn(values: FormValues): ProfileContent {
  return contentOf({
    ...values,
    model_version: values.model_version === "" ? null : values.model_version,
    parameters: setOnly(values.parameters),
    circuit_breaker: orNull(setOnly(values.circuit_breaker)),
    gpu_config: orNull(setOnly(values.gpu_config)),
    image_settings: orNull(setOnly(values.image_settings)),
  });
}
