import type { z } from "zod";

/** Every error code of the contract with its status and title; the list is closed. */
export const ERRORS = {
  malformed_json: { status: 400, title: "Invalid request body" },
  invalid_cursor: { status: 400, title: "Invalid cursor" },
  invalid_query: { status: 400, title: "Invalid query" },
  unauthenticated: { status: 401, title: "Not authenticated" },
  permission_denied: { status: 403, title: "Permission denied" },
  insufficient_scope: { status: 403, title: "Insufficient scope" },
  cross_origin: { status: 403, title: "Cross-origin request" },
  registration_closed: { status: 403, title: "Registration is closed" },
  profile_not_found: { status: 404, title: "No such profile" },
  model_not_found: { status: 404, title: "No such model" },
  task_not_found: { status: 404, title: "No such task" },
  user_not_found: { status: 404, title: "No such user" },
  key_not_found: { status: 404, title: "No such API key" },
  revision_not_found: { status: 404, title: "No such revision" },
  reset_not_found: { status: 404, title: "Link expired or already used" },
  bound_not_found: { status: 404, title: "No such limit" },
  source_not_found: { status: 404, title: "No such model source" },
  route_not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  name_taken: { status: 409, title: "Name already in use" },
  email_taken: { status: 409, title: "Email address already in use" },
  already_set_up: { status: 409, title: "Setup already completed" },
  default_required: { status: 409, title: "Every task needs a default profile" },
  model_unavailable: { status: 409, title: "Model not in the catalog" },
  source_disabled: { status: 409, title: "The source is disabled" },
  last_admin: { status: 409, title: "The last admin cannot be removed" },
  revision_mismatch: { status: 412, title: "A newer revision exists" },
  payload_too_large: { status: 413, title: "Request body too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  validation_failed: { status: 422, title: "Invalid fields" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "Internal error" },
  database_unavailable: { status: 503, title: "Database unavailable" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One fault of the input: where it is, which rule it breaks, and what would be valid. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

interface AppErrorOptions {
  errors?: Fault[];
  /** Seconds, for `Retry-After`. */
  retryAfter?: number;
  /** Additional members of the problem, such as `current_revision`. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

const APP_ERROR = "AppError";

/** An expected failure. Any other error that is thrown becomes `internal_error`. */
export class AppError extends Error {
  /** Compares names, because the process has several copies of this module. */
  static override [Symbol.hasInstance](error: unknown): error is AppError {
    return error instanceof Error && error.name === APP_ERROR;
  }

  readonly code: ErrorCode;
  readonly errors: Fault[] | undefined;
  readonly retryAfter: number | undefined;
  readonly extra: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = APP_ERROR;
    this.code = code;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
    this.extra = options.extra;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** Fields that the `detail` of a 422 names; `errors` has all of them. */
const MAX_NAMED = 20;

/** 422 with all faults. */
export function invalid(errors: Fault[]): AppError {
  const fields = errors.slice(0, MAX_NAMED).map((fault) => fault.path || "(body)");
  const more = errors.length > MAX_NAMED ? ` and ${errors.length - MAX_NAMED} more` : "";
  const detail = `Nothing was changed. Correct these fields: ${fields.join(", ")}${more}.`;
  return new AppError("validation_failed", detail, { errors });
}

/** The part of a failed query's message with its bound values, such as prompts and hashes. */
const BOUND_VALUES = /\nparams: [^]*$/;

/** The error's message without the values bound to a failed query. */
export function messageWithoutValues({ message }: Error): string {
  return message.replace(BOUND_VALUES, "");
}

/** The message of anything thrown and of its causes, for the terminal; without bound values. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = messageWithoutValues(error);
  return error.cause === undefined ? message : `${message} (${reasonOf(error.cause)})`;
}

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
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") return unknownKeys(path, issue.keys, issue.message);
    return [fault(path, CODES[issue.code] ?? issue.code, issue.message)];
  });
}

/** A fault at a path; its message starts with the path. */
export function fault(path: readonly (string | number)[], code: string, message: string): Fault {
  const at = path.join(".");
  return { path: at, code, message: at ? `${at} ${message}` : message };
}

/** The parsed value. @throws 422 `validation_failed` with all faults */
export function parseOrThrow<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (!result.success) throw invalid(faultsOf(result.error));
  return result.data;
}

/** True for an error of Node.js with this code, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
