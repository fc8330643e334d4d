import { CONTEXT_PARAMETERS, OUTPUT_PARAMETERS } from "./parameters-limits";
import { REPETITION_PARAMETERS, SAMPLING_PARAMETERS } from "./parameters-sampling";
import type { Parameter, ParameterGroup } from "./types";

/** Every parameter a profile can set, in the order people see them. */
export const PARAMETERS: readonly Parameter[] = [
  ...SAMPLING_PARAMETERS,
  ...REPETITION_PARAMETERS,
  ...CONTEXT_PARAMETERS,
  ...OUTPUT_PARAMETERS,
];

export const PARAMETER_GROUP_LABELS: Readonly<Record<ParameterGroup, string>> = {
  sampling: "Sampling",
  repetition: "Repetition",
  context: "Context",
  output: "Output",
};
