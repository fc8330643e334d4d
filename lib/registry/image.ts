import type { Field } from "./types";

const ROWS = [
  {
    name: "width",
    label: "Width",
    help: "Width of the image. Models do best near the size they were trained on.",
    unit: "pixels",
    type: "integer",
    min: 64,
    max: 4096,
    step: 8,
    scale: "linear",
    start: 1024,
    multiple_of: 8,
  },
  {
    name: "height",
    label: "Height",
    help: "Height of the image. Time and memory grow with width × height.",
    unit: "pixels",
    type: "integer",
    min: 64,
    max: 4096,
    step: 8,
    scale: "linear",
    start: 1024,
    multiple_of: 8,
  },
  {
    name: "inference_steps",
    label: "Inference steps",
    help: "Denoising steps; more take longer and help up to a point. Turbo models need about 4.",
    type: "integer",
    min: 1,
    max: 200,
    step: 1,
    scale: "linear",
    start: 28,
  },
  {
    name: "guidance_scale",
    label: "Guidance scale",
    help: "How closely the image follows the prompt. FLUX.1-dev is made for 3.5, turbo for 0.",
    type: "number",
    min: 0,
    max: 30,
    step: 0.1,
    scale: "linear",
    start: 3.5,
  },
  {
    name: "negative_prompt",
    label: "Negative prompt",
    help: "What the image should not show. FLUX.1 ignores it unless true CFG is on.",
    type: "string",
    min_length: 0,
    max_length: 10_000,
  },
  {
    name: "low_memory_mode",
    label: "Low memory mode",
    help: "Moves idle parts of the model to main memory: slower, but fits smaller GPUs.",
    type: "boolean",
  },
  {
    name: "lora_model",
    label: "LoRA model",
    help: "An adapter applied to the model; one of the model's own lora_weights.",
    type: "string",
    max_length: 200,
  },
] as const satisfies readonly Field[];

/** What an image task takes besides its parameters. */
export const IMAGE_SETTINGS: readonly Field[] = ROWS;
export type ImageFieldName = (typeof ROWS)[number]["name"];
