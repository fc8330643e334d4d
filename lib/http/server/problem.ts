import "server-only";
import { isOutcomeUnknown, isRefusedByDisk, isUnavailable } from "@/db/failure";
import { AppError, ERRORS } from "@/lib/errors";
import { type Problem, problemType } from "@/lib/http/problem-schema";

/** Seconds after which clients should retry when the database is unavailable. */
const DATABASE_RETRY = 1;

function unavailableDetail(error: unknown): string {
  if (isOutcomeUnknown(error)) {
    return "The database stopped answering while the change was being saved. Check whether it was saved.";
  }
  return isRefusedByDisk(error)
    ? "The database cannot be written: its disk is full, read-only or failing. Nothing was changed."
    : "The database is unavailable. Nothing was changed. Try again shortly.";
}

/** Anything thrown as an `AppError`; an unexpected error reveals nothing about its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isUnavailable(error)) {
    return new AppError("database_unavailable", unavailableDetail(error), {
      retryAfter: DATABASE_RETRY,
      cause: error,
    });
  }
  const detail = "An unexpected error occurred. Find its cause in the log by the request id.";
  return new AppError("internal_error", detail, { cause: error });
}

/** Converts an error to a `Problem`; the only place that does. */
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

/** The response headers of an error, without its media type. */
export function problemHeaders(error: AppError): Record<string, string> {
  return {
    "Cache-Control": "no-store",
    ...error.headers,
    ...(error.retryAfter ? { "Retry-After": String(Math.ceil(error.retryAfter)) } : {}),
    ...(error.code === "unauthenticated" ? { "WWW-Authenticate": "Bearer" } : {}),
  };
}
