import { recordOf } from "@/lib/objects";
import { type Section, SECTION_NAMES, type Value, type Values } from "@/lib/registry/types";
import { contentOf, type ProfileContent } from "./content";

/** Values while edited: `undefined` is not set, and an incomplete number is text. */
export type EditedValues = Record<string, Value | undefined>;

/** A profile's content in its form, where every section is an object. */
export type FormValues = Omit<ProfileContent, Section> & Record<Section, EditedValues>;

/** A saved content as the initial values of its form. */
export function formValuesOf(content: ProfileContent): FormValues {
  const sections = recordOf(SECTION_NAMES, (name): EditedValues => ({ ...content[name] }));
  return { ...contentOf(content), ...sections };
}

function setOnly(values: EditedValues): Values {
  const set = Object.entries(values).filter((entry): entry is [string, Value] => {
    return entry[1] !== undefined;
  });
  return Object.fromEntries(set);
}

/** A section that may be absent: null if nothing in it is set. */
function setOrNull(values: EditedValues): Values | null {
  const set = setOnly(values);
  return Object.keys(set).length === 0 ? null : set;
}

/** The values of a form as the content that would be saved. */
export function contentIn(values: FormValues): ProfileContent {
  return contentOf({
    ...values,
    model_version: values.model_version === "" ? null : values.model_version,
    parameters: setOnly(values.parameters),
    circuit_breaker: setOrNull(values.circuit_breaker),
    gpu_config: setOrNull(values.gpu_config),
    image_settings: setOrNull(values.image_settings),
  });
}
