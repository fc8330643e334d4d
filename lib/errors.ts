/** Every error code of the contract with its status and title; the list is closed. */
export const ERRORS = {
  malformed_json: { status: 400, title: "Invalid request body" },
  invalid_cursor: { status: 400, title: "Invalid cursor" },
  invalid_query: { status: 400, title: "Invalid query" },
  unsupported_parameter: { status: 400, title: "The engine cannot do this" },
  unsupported_endpoint: { status: 400, title: "The engine has no such endpoint" },
  context_length_exceeded: { status: 400, title: "The prompt is too long" },
  not_for_this_task: { status: 400, title: "The model is for other tasks" },
  engine_refused: { status: 400, title: "The engine refused the request" },
  unauthenticated: { status: 401, title: "Not authenticated" },
  permission_denied: { status: 403, title: "Permission denied" },
  insufficient_scope: { status: 403, title: "Insufficient scope" },
  password_required: { status: 403, title: "Password required" },
  cross_origin: { status: 403, title: "Cross-origin request" },
  model_not_allowed: { status: 403, title: "Model not allowed for this API key" },
  registration_closed: { status: 403, title: "Registration is closed" },
  profile_not_found: { status: 404, title: "No such profile" },
  model_not_found: { status: 404, title: "No such model" },
  task_not_found: { status: 404, title: "No such task" },
  user_not_found: { status: 404, title: "No such user" },
  key_not_found: { status: 404, title: "No such API key" },
  session_not_found: { status: 404, title: "No such session" },
  change_not_found: { status: 404, title: "No such change" },
  revision_not_found: { status: 404, title: "No such revision" },
  reset_not_found: { status: 404, title: "Link expired or already used" },
  bound_not_found: { status: 404, title: "No such limit" },
  engine_not_found: { status: 404, title: "No such engine" },
  request_not_found: { status: 404, title: "No such request" },
  example_not_found: { status: 404, title: "No such example" },
  route_not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  name_taken: { status: 409, title: "Name already in use" },
  email_taken: { status: 409, title: "Email address already in use" },
  already_set_up: { status: 409, title: "Setup already completed" },
  default_required: { status: 409, title: "Every task needs a default profile" },
  quota_exceeded: { status: 409, title: "Quota exceeded" },
  profile_shared: { status: 409, title: "Other tasks use the profile too" },
  nothing_to_undo: { status: 409, title: "Nothing to undo" },
  changed_since: { status: 409, title: "Changed since" },
  model_unavailable: { status: 409, title: "Model not in the catalog" },
  engine_disabled: { status: 409, title: "The engine is disabled" },
  invitation_used: { status: 409, title: "Invitation already used" },
  last_admin: { status: 409, title: "The last admin cannot be removed" },
  revision_mismatch: { status: 412, title: "A newer revision exists" },
  payload_too_large: { status: 413, title: "Request body too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  validation_failed: { status: 422, title: "Invalid fields" },
  rate_limited: { status: 429, title: "Too many requests" },
  queue_full: { status: 429, title: "Too many requests are waiting" },
  engine_rate_limited: { status: 429, title: "The engine's rate limit is reached" },
  internal_error: { status: 500, title: "Internal error" },
  engine_error: { status: 502, title: "The engine failed" },
  engine_bad_answer: { status: 502, title: "The engine's answer is invalid" },
  engine_unavailable: { status: 503, title: "The engine is unavailable" },
  no_engine_for_model: { status: 503, title: "No engine runs the model" },
  model_loading: { status: 503, title: "The model is loading" },
  shutting_down: { status: 503, title: "The server is shutting down" },
  database_unavailable: { status: 503, title: "Database unavailable" },
  first_token_timeout: { status: 504, title: "The engine did not start to answer in time" },
  silence_timeout: { status: 504, title: "The engine stopped answering" },
  total_timeout: { status: 504, title: "The answer took too long" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** The status with which a request is recorded whose client has disconnected. */
export const DISCONNECTED = 499;

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
  /** Response headers. */
  headers?: Record<string, string>;
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
  readonly headers: Record<string, string> | undefined;

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = APP_ERROR;
    this.code = code;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
    this.extra = options.extra;
    this.headers = options.headers;
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

/** A fault at a path; its message starts with the path. */
export function fault(path: readonly (string | number)[], code: string, message: string): Fault {
  const at = path.join(".");
  return { path: at, code, message: at ? `${at} ${message}` : message };
}

/** True for an error of Node.js with this code, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
