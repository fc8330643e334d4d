import { SECTIONS } from "./fields";
import type { Field, Section, TaskKind } from "./types";

/** The values that people change most, by kind of task. */
const PATHS: Readonly<Record<TaskKind, readonly (readonly [Section, string])[]>> = {
  text: [
    ["parameters", "temperature"],
    ["parameters", "num_ctx"],
    ["parameters", "num_predict"],
    ["parameters", "think"],
    ["parameters", "top_p"],
    ["parameters", "stop"],
  ],
  embedding: [["parameters", "num_ctx"]],
  reranking: [["parameters", "num_ctx"]],
  image: [
    ["image_settings", "width"],
    ["image_settings", "height"],
    ["image_settings", "inference_steps"],
    ["image_settings", "guidance_scale"],
    ["image_settings", "negative_prompt"],
    ["parameters", "seed"],
  ],
};

export interface MainField {
  section: Section;
  field: Field;
}

/** The fields that people change most for tasks of a kind, in the order in which they are shown. */
export function mainFields(kind: TaskKind): MainField[] {
  return PATHS[kind].map(([section, name]) => {
    const field = SECTIONS[section].find((each) => each.name === name);
    if (!field) throw new Error(`The registry has no ${section}.${name}.`);
    return { section, field };
  });
}
