import { CONTEXT_PARAMETERS, OUTPUT_PARAMETERS } from "./parameters-limits";
import { REPETITION_PARAMETERS, SAMPLING_PARAMETERS } from "./parameters-sampling";
import type { Parameter } from "./types";

/** Every parameter a profile can set, in the order people see them. */
export const PARAMETERS: readonly Parameter[] = [
  ...SAMPLING_PARAMETERS,
  ...REPETITION_PARAMETERS,
  ...CONTEXT_PARAMETERS,
  ...OUTPUT_PARAMETERS,
];
