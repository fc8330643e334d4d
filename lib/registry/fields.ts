import { CIRCUIT_BREAKER } from "./circuit-breaker";
import { GPU_CONFIG } from "./gpu";
import { IMAGE_SETTINGS } from "./image";
import { PARAMETERS } from "./parameters";
import type { Section } from "./sections";
import type { Field } from "./types";

/** The fields of each section. */
export const SECTIONS = {
  parameters: PARAMETERS,
  circuit_breaker: CIRCUIT_BREAKER,
  gpu_config: GPU_CONFIG,
  image_settings: IMAGE_SETTINGS,
} as const satisfies Record<Section, readonly Field[]>;

/** The circuit breaker that the lab runs where nobody sets a field. */
export const LAB_CIRCUIT_BREAKER = Object.fromEntries(
  CIRCUIT_BREAKER.map((field) => [field.name, field.default]),
) as Readonly<Record<string, number | boolean>>;
