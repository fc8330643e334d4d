import type { Parameter, ParameterGroup } from "./types";
import { REPETITION_PARAMETERS, SAMPLING_PARAMETERS } from "./parameters-sampling";

export const CONTEXT_PARAMETERS = [
  {
    name: "num_ctx",
    label: "Context length",
    help: "How much the model sees at once, prompt and answer together. More takes more memory.",
    unit: "tokens",
    group: "context",
    type: "integer",
    min: 1,
    max: 1048576,
    step: 1,
    scale: "log",
    load_time: true,
    applies_to: ["text", "embedding", "reranking"],
    engine_defaults: { ollama: "4096, 32768 or 262144 by VRAM", llama_cpp: "the model's own" },
  },
  {
    name: "batch_size",
    label: "Batch size",
    help: "Prompt tokens processed in one step. Larger reads prompts faster and takes more memory.",
    unit: "tokens",
    group: "context",
    type: "integer",
    min: 1,
    max: 8192,
    step: 1,
    scale: "log",
    load_time: true,
    applies_to: ["text", "embedding", "reranking"],
    engine_defaults: { ollama: 512, llama_cpp: 2048 },
  },
  {
    name: "n_parts",
    label: "Model parts",
    help: "Number of files of a split model. Kept for old profiles; not sent to engines.",
    group: "context",
    type: "integer",
    min: -1,
    max: 64,
    step: 1,
    scale: null,
    special: { "-1": "automatic" },
    applies_to: ["text"],
    engine_defaults: {},
  },
] as const satisfies readonly Parameter[];

export const OUTPUT_PARAMETERS = [
  {
    name: "num_predict",
    label: "Tokens to predict",
    help: "The longest answer. At 0, llama.cpp only reads the prompt; Ollama ends at 10 × the context length.",
    unit: "tokens",
    group: "output",
    type: "integer",
    min: -1,
    max: 1048576,
    step: 1,
    scale: "log",
    special: { "-1": "no limit" },
    endless: -1,
    applies_to: ["text"],
    engine_defaults: { ollama: -1, llama_cpp: -1 },
  },
  {
    name: "max_tokens",
    label: "Max tokens",
    help: "The longest answer. If “Tokens to predict” is set too, the smaller of the two applies.",
    unit: "tokens",
    group: "output",
    type: "integer",
    min: 1,
    max: 1048576,
    step: 1,
    scale: "log",
    applies_to: ["text"],
    engine_defaults: {},
  },
  {
    name: "stop",
    label: "Stop strings",
    help: "The answer ends before the first of these. OpenAI takes at most 4.",
    group: "output",
    type: "string[]",
    max_items: 16,
    max_length: 256,
    applies_to: ["text"],
    engine_defaults: {},
  },
  {
    name: "think",
    label: "Thinking",
    help: "How much the model reasons first. gpt-oss takes low, medium or high; coder models do not think.",
    group: "output",
    type: "think",
    levels: ["none", "minimal", "low", "medium", "high", "xhigh", "max"],
    applies_to: ["text"],
    engine_defaults: {},
  },
] as const satisfies readonly Parameter[];

const ROWS = [
  ...SAMPLING_PARAMETERS,
  ...REPETITION_PARAMETERS,
  ...CONTEXT_PARAMETERS,
  ...OUTPUT_PARAMETERS,
] as const;

/** Every parameter a profile can set, in the order people see them. */
export const PARAMETERS: readonly Parameter[] = ROWS;
export type ParameterName = (typeof ROWS)[number]["name"];

/** The groups that people see them in. */
export const PARAMETER_GROUPS: readonly { group: ParameterGroup; label: string }[] = [
  { group: "sampling", label: "Sampling" },
  { group: "repetition", label: "Repetition" },
  { group: "context", label: "Context" },
  { group: "output", label: "Output" },
];

/** Parameters for people, by their wire names: `Temperature, Top P`. Unknown names stay as they are. */
export function parameterLabels(names: readonly string[]): string {
  const labels = names.map((name) => PARAMETERS.find((each) => each.name === name)?.label ?? name);
  return labels.join(", ");
}
