import type { Field } from "./types";

const ROWS = [
  {
    name: "main_gpu",
    label: "Main GPU",
    help: "Number of the GPU that is used alone with split mode none, and first otherwise.",
    type: "integer",
    min: -1,
    max: 1023,
    step: 1,
    scale: null,
    special: { "-1": "automatic" },
    default: -1,
  },
  {
    name: "main_gpu_device_id",
    label: "Main GPU device id",
    help: "The same by device id, which stays when cards are renumbered. Wins over main_gpu.",
    type: "string",
    max_length: 200,
    nullable: true,
  },
  {
    name: "split_mode",
    label: "Split mode",
    help: "How GPUs share a model: one alone, by layers, or by rows (deprecated in llama.cpp).",
    type: "enum",
    values: ["none", "layer", "row"],
    default: "layer",
  },
  {
    name: "tensor_split",
    label: "Tensor split",
    help: "The share of the model each GPU holds, in order; together 1.0.",
    type: "number[]",
    min: 0,
    max: 1,
    max_items: 64,
    nullable: true,
  },
  {
    name: "tensor_split_devices",
    label: "Tensor split devices",
    help: "The device ids the shares belong to, in the same order; as many as tensor_split has.",
    type: "string[]",
    max_items: 64,
    max_length: 200,
    nullable: true,
  },
  {
    name: "n_cpu_moe",
    label: "Expert layers on CPU",
    help: "Keeps the experts of this many layers in main memory: slower, but saves GPU memory.",
    unit: "layers",
    type: "integer",
    min: 0,
    max: 1024,
    step: 1,
    scale: null,
    special: { 0: "none" },
    default: 0,
  },
  {
    name: "offload_kqv",
    label: "KV cache on GPU",
    help: "Keeps the attention cache on the GPU: faster, but takes memory that grows with num_ctx.",
    type: "boolean",
    default: true,
  },
  {
    name: "no_kv_offload",
    label: "KV cache in main memory",
    help: "The opposite of offload_kqv: exactly one of the two is true.",
    type: "boolean",
    default: false,
  },
] as const satisfies readonly Field[];

/** Where a model's weights and cache lie. All of it takes effect when the model is loaded. */
export const GPU_CONFIG: readonly Field[] = ROWS;
export type GpuFieldName = (typeof ROWS)[number]["name"];
