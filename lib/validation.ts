import type { z } from "zod";
import { type Fault, fault, invalid } from "./errors";
import { asObject } from "./objects";

const UNKNOWN = "unknown_field";

const CODES: Record<string, string> = {
  too_small: "out_of_range",
  too_big: "out_of_range",
  not_multiple_of: "out_of_range",
  invalid_format: "invalid_value",
  invalid_value: "invalid_value",
  invalid_union: "invalid_value",
  custom: "invalid_value",
};

/** Unknown fields of one object that get a fault each; the others are only counted. */
const MAX_UNKNOWN = 50;

function unknownKeys(path: readonly string[], keys: readonly string[], message: string): Fault[] {
  const faults = keys.slice(0, MAX_UNKNOWN).map((key) => fault([...path, key], UNKNOWN, message));
  const more = keys.length - faults.length;
  return more > 0 ? [...faults, fault(path, UNKNOWN, `has ${more} more unknown fields`)] : faults;
}

/** zod's issues as faults: one per field; an unknown key is a fault at its own path. */
function faultsOf({ issues }: z.ZodError, above: readonly string[] = []): Fault[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path.map(String)];
    if (issue.code === "unrecognized_keys") return unknownKeys(path, issue.keys, issue.message);
    return [fault(path, CODES[issue.code] ?? issue.code, issue.message)];
  });
}

/** The schemas of an object's members, also of one that may be absent or null; empty for others. */
function membersOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const isWrapper = def.type === "optional" || def.type === "nullable" || def.type === "default";
  if (isWrapper) return membersOf(def.innerType);
  return def.type === "object" ? def.shape : {};
}

/** Parses each member of an object alone to find those for which parsing throws. */
function thrownFaults(schema: z.ZodType, input: unknown, path: readonly string[]): Fault[] {
  const members = Object.entries(membersOf(schema));
  const faults = members.flatMap(([name, member]) => {
    const at = [...path, name];
    try {
      const parsed = validate(member as z.ZodType, asObject(input)[name], at);
      return parsed.faults ?? [];
    } catch {
      return [unreadable(at)];
    }
  });
  return faults.length > 0 ? faults : [unreadable(path)];
}

function unreadable(path: readonly string[]): Fault {
  return fault(path, "invalid_value", "cannot be read; send a value of the documented type");
}

type Validated<T> = { data: T; faults?: undefined } | { data?: undefined; faults: Fault[] };

/**
 * The parsed value, or every fault of the input; `above` is the path to it. Never throws: anything
 * that is thrown while parsing is a fault of the field it was thrown for.
 */
export function validate<T extends z.ZodType>(
  schema: T,
  input: unknown,
  above: readonly string[] = [],
): Validated<z.output<T>> {
  try {
    const result = schema.safeParse(input);
    return result.success ? { data: result.data } : { faults: faultsOf(result.error, above) };
  } catch {
    return { faults: thrownFaults(schema, input, above) };
  }
}

/** The parsed value. @throws 422 `validation_failed` with all faults */
export function parseOrThrow<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const { data, faults } = validate(schema, input);
  if (faults) throw invalid(faults);
  return data;
}
