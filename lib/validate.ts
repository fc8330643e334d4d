import type { z } from "zod";
import { type Fault, invalid } from "@/lib/errors";

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

/** Unknown keys of one object that are told each; of more, only how many. */
const MOST_KEYS = 50;

function unknownKeys(path: readonly string[], keys: readonly string[], message: string): Fault[] {
  const told = keys.slice(0, MOST_KEYS).map((key) => fault([...path, key], UNKNOWN, message));
  const more = keys.length - told.length;
  return more > 0 ? [...told, fault(path, UNKNOWN, `holds ${more} more unknown fields`)] : told;
}

/** zod's issues as faults: one a field, unknown keys each at their own path. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") return unknownKeys(path, issue.keys, issue.message);
    return [fault(path, CODES[issue.code] ?? issue.code, issue.message)];
  });
}

/** A fault at a path, its message opening with that path. */
export function fault(path: readonly (string | number)[], code: string, message: string): Fault {
  const at = path.join(".");
  return { path: at, code, message: at ? `${at} ${message}` : message };
}

type Json = Readonly<Record<string, unknown>>;

/** Unchecked input as an object, empty where it is none: for rules that run beside the schema. */
export function asObject(input: unknown): Json {
  return typeof input === "object" && input !== null && !Array.isArray(input)
    ? (input as Json)
    : {};
}

/** A member of unchecked input as an object, empty where it is none. */
export function objectAt(input: unknown, key: string): Json {
  return asObject(asObject(input)[key]);
}

/** The parsed value. @throws 422 `validation_failed` with all faults */
export function parseOrThrow<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (!result.success) throw invalid(faultsOf(result.error));
  return result.data;
}
