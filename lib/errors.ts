/** Every error code of the contract with its status and title; the list is closed. */
export const ERRORS = {
  malformed_json: { status: 400, title: "The request body cannot be read" },
  invalid_cursor: { status: 400, title: "Invalid cursor" },
  invalid_query: { status: 400, title: "Invalid query" },
  unauthenticated: { status: 401, title: "Sign in or send an API key" },
  permission_denied: { status: 403, title: "Permission denied" },
  insufficient_scope: { status: 403, title: "The API key lacks a required scope" },
  cross_origin: { status: 403, title: "Cross-origin request" },
  registration_closed: { status: 403, title: "Registration is closed" },
  profile_not_found: { status: 404, title: "No such profile" },
  model_not_found: { status: 404, title: "No such model" },
  task_not_found: { status: 404, title: "No such task" },
  user_not_found: { status: 404, title: "No such user" },
  key_not_found: { status: 404, title: "No such API key" },
  revision_not_found: { status: 404, title: "No such revision" },
  reset_not_found: { status: 404, title: "The link has expired or was used" },
  bound_not_found: { status: 404, title: "No such limit" },
  source_not_found: { status: 404, title: "No such model source" },
  route_not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  name_taken: { status: 409, title: "The name is taken" },
  email_taken: { status: 409, title: "Email address already in use" },
  already_set_up: { status: 409, title: "Setup is already done" },
  default_required: { status: 409, title: "Every task needs a default profile" },
  model_unavailable: { status: 409, title: "The model is not in the catalog" },
  source_disabled: { status: 409, title: "The source is disabled" },
  last_admin: { status: 409, title: "The last admin cannot be removed" },
  revision_mismatch: { status: 412, title: "The profile was changed in the meantime" },
  payload_too_large: { status: 413, title: "The request body is too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  validation_failed: { status: 422, title: "Some fields are invalid" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "Internal error" },
  database_unavailable: { status: 503, title: "The database does not answer" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One fault of the input: where, which rule, and what is legal there. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

interface AppErrorOptions {
  errors?: Fault[];
  /** Seconds, for `Retry-After`. */
  retryAfter?: number;
  /** More members of the problem, such as `current_revision`. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

const APP_ERROR = "AppError";

/** An expected failure; whatever else is thrown is unexpected and answered as `internal_error`. */
export class AppError extends Error {
  /** By name: the process holds several copies of this module, and errors pass between them. */
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

/** Fields that the sentence of a 422 names; its list of faults names all. */
const MOST_NAMED = 20;

/** 422 with all faults at once. */
export function invalid(errors: Fault[]): AppError {
  const fields = errors.slice(0, MOST_NAMED).map((fault) => fault.path || "(body)");
  const more = errors.length > MOST_NAMED ? ` and ${errors.length - MOST_NAMED} more` : "";
  const detail = `Nothing was changed. To correct: ${fields.join(", ")}${more}.`;
  return new AppError("validation_failed", detail, { errors });
}

/** Where the message of a failed query continues with the bound values: prompts and hashes. */
const BOUND_VALUES = /\nparams: [^]*$/;

/** The error's message without the values that were bound to a failed query. */
export function messageWithoutValues({ message }: Error): string {
  return message.replace(BOUND_VALUES, "");
}

/** Anything thrown, with its causes, in one line for the terminal; without values bound to a query. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = messageWithoutValues(error);
  return error.cause === undefined ? message : `${message} (${reasonOf(error.cause)})`;
}
