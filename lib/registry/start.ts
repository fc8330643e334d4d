import { ENGINE_KINDS } from "./engines";
import type { Field, NumericField, Value } from "./types";

function startOfNumber(field: NumericField, end: number): number {
  const special = Object.keys(field.special ?? {}).map(Number);
  const candidates = [
    field.default,
    field.start,
    ...ENGINE_KINDS.map((engine) => field.engine_defaults?.[engine]),
    ...special,
    // A number of tokens without any default: as many as the model can see.
    field.scale === "log" ? end : field.min,
  ];
  return candidates.find((value) => typeof value === "number") ?? field.min;
}

/**
 * What a field begins with when it is set and nothing gives it a value yet. `end` is where its
 * slider ends.
 */
export function startValue(field: Field, end: number): Value {
  switch (field.type) {
    case "number":
    case "integer":
      return startOfNumber(field, end);
    case "boolean":
      return field.default !== false;
    case "think":
      return true;
    case "enum":
      return field.values.find((value) => value === field.default) ?? field.values[0];
    case "string":
      return "";
    case "string[]":
    case "number[]":
      return [];
  }
}
