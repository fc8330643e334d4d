import type { Engine } from "./engines";
import type { TaskKey } from "./tasks";

/** The four kinds of work a task can be; a parameter says which of them take it. */
export type TaskKind = "text" | "embedding" | "reranking" | "image";

export const TASK_GROUPS = [
  "chat",
  "summaries",
  "refinement",
  "retrieval",
  "research",
  "images",
] as const;
export type TaskGroup = (typeof TASK_GROUPS)[number];

export const MODEL_TASKS = [
  "TextToText",
  "TextToImage",
  "ImageToText",
  "ImageToImage",
  "TextToAudio",
  "AudioToText",
  "TextToVideo",
  "VideoToText",
  "TextToSpeech",
  "SpeechToText",
  "TextToEmbeddings",
  "VisionTextToText",
  "ImageTextToImage",
  "Reranking",
] as const;
export type ModelTask = (typeof MODEL_TASKS)[number];

/** A value that a profile can hold for one field. */
export type Value = number | boolean | string | string[] | number[] | null;

/** True for anything of the shape of a value; whether its field allows it, the field's schema says. */
export function isValue(value: unknown): value is Value {
  if (!Array.isArray(value)) {
    return value === null || ["number", "boolean", "string"].includes(typeof value);
  }
  return (
    value.every((item) => typeof item === "string") ||
    value.every((item) => typeof item === "number")
  );
}

/** Wire name → value; a name that is absent is *not set*. */
export type Values = Readonly<Record<string, Value>>;

interface FieldBase {
  /** Wire name: the same in the column, the JSON and the form. */
  name: string;
  /** Short, for people. */
  label: string;
  /** One line: what moving it does. */
  help: string;
  unit?: string;
  /** `null` is a legal value ("none"), different from not set. */
  nullable?: boolean;
  /** The lab's own default, shown and, for the circuit breaker, in force when nobody sets it. */
  default?: Value;
  /** What each engine does when the value is not sent; never stored, never sent. */
  engine_defaults?: Readonly<Partial<Record<Engine, number | string>>>;
}

export interface NumericField extends FieldBase {
  type: "number" | "integer";
  min: number;
  max: number;
  /** Why a larger value is not valid. */
  max_reason?: string;
  /** The slider's step; the box takes any legal value between. */
  step: number;
  /** `null`: no slider, a box alone. */
  scale: "linear" | "log" | null;
  /** A value must be a multiple of this (images: 8 pixels). */
  multiple_of?: number;
  /** Where its control begins when nothing else has a say. */
  start?: number;
  /** Values that are words, such as `-1: "no limit"`. */
  special?: Readonly<Record<number, string>>;
  /** The special value that is more than every number, such as -1 for "no limit". */
  endless?: number;
}

export interface BooleanField extends FieldBase {
  type: "boolean";
}

export interface EnumField extends FieldBase {
  type: "enum";
  values: readonly [string, ...string[]];
}

export interface StringField extends FieldBase {
  type: "string";
  /** 1 where not given. */
  min_length?: number;
  max_length: number;
}

export interface StringListField extends FieldBase {
  type: "string[]";
  max_items: number;
  /** Of each item, in characters. */
  max_length: number;
}

export interface NumberListField extends FieldBase {
  type: "number[]";
  min: number;
  max: number;
  max_items: number;
}

/** `true`, `false` or a level. */
export interface ThinkField extends FieldBase {
  type: "think";
  levels: readonly [string, ...string[]];
}

export type Field =
  | NumericField
  | BooleanField
  | EnumField
  | StringField
  | StringListField
  | NumberListField
  | ThinkField;

export type ParameterGroup = "sampling" | "repetition" | "context" | "output";

export type Parameter = Field & {
  group: ParameterGroup;
  applies_to: readonly TaskKind[];
  engine_defaults: Readonly<Partial<Record<Engine, number | string>>>;
  /** Changing it makes the engine load the model again. */
  load_time?: boolean;
};

export interface Task {
  type: number;
  key: TaskKey;
  enum_name: string;
  config_field: string;
  label: string;
  purpose: string;
  group: TaskGroup;
  kind: TaskKind;
  accepts_model_tasks: readonly ModelTask[];
  default_profile_id: string;
  default_model: string;
}

/** The four objects of a profile that hold registry fields, by wire name. */
export const SECTION_NAMES = [
  "parameters",
  "circuit_breaker",
  "gpu_config",
  "image_settings",
] as const;
export type Section = (typeof SECTION_NAMES)[number];

export const SECTION_LABELS: Readonly<Record<Section, string>> = {
  parameters: "Parameters",
  circuit_breaker: "Circuit breaker",
  gpu_config: "GPU",
  image_settings: "Image settings",
};

export function isSection(name: string): name is Section {
  return SECTION_NAMES.some((section) => section === name);
}
