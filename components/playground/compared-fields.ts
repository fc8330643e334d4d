import { fieldAt } from "@/lib/registry/fields";
import type { Field, Section, TaskKind, Value, Values } from "@/lib/registry/types";

/** The values that differ most often between two tries. */
const PATHS: Readonly<Record<TaskKind, readonly string[]>> = {
  text: [
    "parameters.temperature",
    "parameters.top_p",
    "parameters.num_predict",
    "parameters.think",
  ],
  embedding: [],
  reranking: [],
  image: ["image_settings.inference_steps", "image_settings.guidance_scale"],
};

export interface ComparedField {
  path: string;
  field: Field;
}

/** The fields that each column offers for a kind of task. */
export function comparedFields(kind: TaskKind): ComparedField[] {
  return PATHS[kind].flatMap((path) => {
    const field = fieldAt(path);
    return field ? [{ path, field }] : [];
  });
}

/** Values by section, of a profile or of what is sent. */
type Sections = Readonly<Record<Extract<Section, "parameters" | "image_settings">, Values | null>>;

/** The value at the path of a compared field; undefined if it is not set. */
export function valueAt(sections: Sections, path: string): Value | undefined {
  const [section, name = ""] = path.split(".");
  const values = section === "parameters" ? sections.parameters : sections.image_settings;
  return values?.[name];
}
