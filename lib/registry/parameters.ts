import { CONTEXT_PARAMETERS, OUTPUT_PARAMETERS } from "./parameters-limits";
import { REPETITION_PARAMETERS, SAMPLING_PARAMETERS } from "./parameters-sampling";
import type { Parameter, ParameterGroup } from "./types";

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
