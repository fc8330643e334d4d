import { CIRCUIT_BREAKER } from "./circuit-breaker";
import { GPU_CONFIG } from "./gpu";
import { IMAGE_SETTINGS } from "./image";
import { PARAMETERS } from "./parameters";
import { type Field, isSection, type NumericField, type Section, type TaskKind } from "./types";

/** The fields of each section. */
export const SECTIONS = {
  parameters: PARAMETERS,
  circuit_breaker: CIRCUIT_BREAKER,
  gpu_config: GPU_CONFIG,
  image_settings: IMAGE_SETTINGS,
} as const satisfies Record<Section, readonly Field[]>;

/** The field at a path such as `parameters.num_ctx`. */
export function fieldAt(path: string): Field | undefined {
  const [section = "", name, ...rest] = path.split(".");
  if (!isSection(section) || rest.length > 0) return undefined;
  return SECTIONS[section].find((field) => field.name === name);
}

const TAKERS = new Map<string, readonly TaskKind[]>(
  PARAMETERS.map(({ name, applies_to }) => [`parameters.${name}`, applies_to]),
);

/** True if the field at a path applies to tasks of a kind. */
export function takesField(kind: TaskKind, path: string): boolean {
  if (path.startsWith("image_settings.")) return kind === "image";
  return TAKERS.get(path)?.includes(kind) ?? true;
}

/** True if the field has a minimum and a maximum. */
export function isNumeric(field: Field): field is NumericField {
  return field.type === "number" || field.type === "integer";
}

/** The size of a value for comparisons; a value that means "no limit" is infinite. */
export function weightOf(field: Field | undefined, value: number): number {
  return field && isNumeric(field) && value === field.endless ? Infinity : value;
}

/** The built-in defaults of the circuit breaker, used for every field that is not set. */
export const LAB_CIRCUIT_BREAKER: Readonly<Record<string, number | boolean>> = Object.fromEntries(
  CIRCUIT_BREAKER.map((field) => [field.name, field.default]),
);
