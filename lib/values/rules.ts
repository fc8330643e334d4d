import type { Fault } from "@/lib/errors";
import { objectAt } from "@/lib/objects";
import { fieldFault } from "./describe";
import { incompatibility, type Typed } from "./compatibility";
import { type JudgedModel, loraNames, takesThink, THINK_TEXT, thinkingOf } from "./model";
import { taskByType } from "@/lib/registry/tasks";
import { show } from "@/lib/registry/messages";
import { amountText, modelTasksText } from "@/lib/registry/words";

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
      const message = `must add up to 1 (±${SPLIT_TOLERANCE}); it adds up to ${Number(sum.toFixed(6))}`;
      faults.push(fieldFault("gpu_config.tensor_split", "invalid_sum", message));
    }
  }
  if (Array.isArray(split) && Array.isArray(devices) && split.length !== devices.length) {
    const message = `must name one device for each of the ${split.length} shares; it names ${devices.length}`;
    faults.push(fieldFault("gpu_config.tensor_split_devices", "length_mismatch", message));
  }
  if (typeof gpu.offload_kqv === "boolean" && gpu.offload_kqv === gpu.no_kv_offload) {
    const message = `must be ${!gpu.offload_kqv}, the opposite of offload_kqv`;
    faults.push(fieldFault("gpu_config.no_kv_offload", "contradiction", message));
  }
  return faults;
}

/** Faults between fields of one profile; accepts input of any shape. */
export function crossFieldFaults(input: unknown): Fault[] {
  return gpuFaults(objectAt(input, "gpu_config"));
}

/** The fault of a model that the task does not accept; accepts input of any shape. */
export function taskFaults(type: unknown, model: Typed): Fault[] {
  const task = typeof type === "number" ? taskByType(type) : undefined;
  const code = task && incompatibility(task, model);
  if (!code) return [];
  const accepted = modelTasksText(task.accepts_model_tasks);
  const message = `must be a model for ${accepted}, to fit ${task.label}; ${model.id} is for ${modelTasksText([model.task])}`;
  return [fieldFault("model_name", code, message)];
}

function thinkFault(think: unknown, model: JudgedModel): Fault[] {
  const thinking = thinkingOf(model);
  if (think === undefined || takesThink(thinking, think)) return [];
  const why = thinking === "levels" ? "always thinks" : "cannot think";
  const message = `must be ${THINK_TEXT[thinking]} for ${model.id}, which ${why}; you entered ${show(think)}`;
  return [fieldFault("parameters.think", "not_supported", message)];
}

/** Values that the profile's model does not accept; accepts input of any shape. */
export function modelFaults(input: unknown, model: JudgedModel): Fault[] {
  const parameters = objectAt(input, "parameters");
  const faults = thinkFault(parameters.think, model);
  const context = model.details.context_length;
  const { num_ctx } = parameters;
  if (context !== null && typeof num_ctx === "number" && num_ctx > context) {
    const message = `must be at most ${amountText(context)} for ${model.id}; you entered ${amountText(num_ctx)}`;
    faults.push(fieldFault("parameters.num_ctx", "out_of_range", message));
  }
  const lora = objectAt(input, "image_settings").lora_model;
  const names = loraNames(model);
  if (typeof lora === "string" && !names.includes(lora)) {
    const known = names.length > 0 ? `one of ${names.join(", ")}` : "not set";
    const message = `must be ${known} for ${model.id}; you entered ${show(lora)}`;
    faults.push(fieldFault("image_settings.lora_model", "unknown_lora", message));
  }
  return faults;
}
