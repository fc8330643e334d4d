import "server-only";
import { isOutcomeUnknown, isRefusedByDisk, isUnavailable } from "@/db/failure";
import { AppError, ERRORS } from "@/lib/errors";
import { type Problem, problemType } from "@/lib/http/problem-schema";

/** Seconds after which a database that did not answer is worth another try. */
const DATABASE_RETRY = 1;

function unavailableDetail(error: unknown): string {
  if (isOutcomeUnknown(error)) {
    return "The database stopped answering while the change was being saved. Check whether it was saved.";
  }
  return isRefusedByDisk(error)
    ? "The database cannot be written: its disk is full, read-only or failing. Nothing was changed."
    : "The database does not answer; nothing was changed. Try again shortly.";
}

/** Any thrown thing as an expected error; what is unexpected says nothing of its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isUnavailable(error)) {
    return new AppError("database_unavailable", unavailableDetail(error), {
      retryAfter: DATABASE_RETRY,
      cause: error,
    });
  }
  const detail = "An unexpected error occurred. The log has its cause under the request id.";
  return new AppError("internal_error", detail, { cause: error });
}

/** The one place where a failure becomes a `Problem`. */
export function toProblem(error: AppError, requestId?: string | null): Problem {
  return {
    type: problemType(error.code),
    title: ERRORS[error.code].title,
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(requestId ? { request_id: requestId } : {}),
    ...(error.errors ? { errors: error.errors } : {}),
    ...error.extra,
  };
}

/** The headers that go with a failure. */
export function problemHeaders(error: AppError): Record<string, string> {
  return {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...(error.retryAfter ? { "Retry-After": String(Math.ceil(error.retryAfter)) } : {}),
    ...(error.code === "unauthenticated" ? { "WWW-Authenticate": "Bearer" } : {}),
  };
}
