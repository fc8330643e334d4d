import { type Fault, fault } from "@/lib/errors";
import { objectAt } from "@/lib/objects";
import { incompatibility, type Typed } from "./compatibility";
import { type JudgedModel, loraNames, thinkingOf } from "./model";
import { taskByType } from "@/lib/registry/tasks";
import { show } from "@/lib/registry/words";

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

const SPLIT_TOLERANCE = 0.001;

function gpuFaults(gpu: Readonly<Record<string, unknown>>): Fault[] {
  const faults: Fault[] = [];
  const split = gpu.tensor_split;
  const devices = gpu.tensor_split_devices;
  if (isNumbers(split)) {
    const sum = split.reduce((total, share) => total + share, 0);
    if (Math.abs(sum - 1) > SPLIT_TOLERANCE + 1e-9) {
      const message = `must sum to 1 (±${SPLIT_TOLERANCE}); it sums to ${Number(sum.toFixed(6))}`;
      faults.push(fault(["gpu_config", "tensor_split"], "invalid_sum", message));
    }
  }
  if (Array.isArray(split) && Array.isArray(devices) && split.length !== devices.length) {
    const message = `must name as many devices as tensor_split has shares (${split.length}); it names ${devices.length}`;
    faults.push(fault(["gpu_config", "tensor_split_devices"], "length_mismatch", message));
  }
  if (typeof gpu.offload_kqv === "boolean" && gpu.offload_kqv === gpu.no_kv_offload) {
    const message = `is the opposite of offload_kqv: it must be ${!gpu.offload_kqv} where offload_kqv is ${gpu.offload_kqv}`;
    faults.push(fault(["gpu_config", "no_kv_offload"], "contradiction", message));
  }
  return faults;
}

/** Faults between the fields of one profile; safe on input of any shape. */
export function crossFieldFaults(input: unknown): Fault[] {
  return gpuFaults(objectAt(input, "gpu_config"));
}

/** The fault of a model that is not for what the task accepts; safe on input of any shape. */
export function taskFaults(type: unknown, model: Typed): Fault[] {
  const task = typeof type === "number" ? taskByType(type) : undefined;
  const code = task && incompatibility(task, model);
  if (!code) return [];
  const accepted = task.accepts_model_tasks.join(" or ");
  const message = `must be a model for ${accepted}, which ${task.label} takes; ${model.id} is for ${model.task}`;
  return [fault(["model_name"], code, message)];
}

function thinkFault(think: unknown, model: JudgedModel): Fault[] {
  if (think === undefined) return [];
  const kind = thinkingOf(model);
  const got = `got ${show(think)}`;
  if (kind === "levels" && typeof think === "boolean") {
    const message = `must be low, medium or high for ${model.id}, whose thinking cannot be turned on or off; ${got}`;
    return [fault(["parameters", "think"], "not_supported", message)];
  }
  if (kind === "none" && think !== false) {
    const message = `must be false or not set for ${model.id}, which has no thinking; ${got}`;
    return [fault(["parameters", "think"], "not_supported", message)];
  }
  return [];
}

/** Faults of a profile's values against the model it names; safe on input of any shape. */
export function modelFaults(input: unknown, model: JudgedModel): Fault[] {
  const parameters = objectAt(input, "parameters");
  const faults = thinkFault(parameters.think, model);
  const context = model.details.context_length;
  const { num_ctx } = parameters;
  if (context !== null && typeof num_ctx === "number" && num_ctx > context) {
    const message = `must be at most ${context}, the context_length of ${model.id}; got ${num_ctx}`;
    faults.push(fault(["parameters", "num_ctx"], "out_of_range", message));
  }
  const lora = objectAt(input, "image_settings").lora_model;
  const names = loraNames(model);
  if (typeof lora === "string" && !names.includes(lora)) {
    const known = names.length > 0 ? `one of ${names.join(", ")}` : "not set";
    const message = `must be ${known} for ${model.id}; got ${show(lora)}`;
    faults.push(fault(["image_settings", "lora_model"], "unknown_lora", message));
  }
  return faults;
}
