import "server-only";
import type { AppError } from "@/lib/errors";
import { log } from "@/lib/runtime/log";

/**
 * Logs an error with a status of 500 and above. One that the code throws itself, such as that no
 * engine runs the model, is a warning; any other is an error of the server and logged with its cause.
 */
export function logFailure(error: AppError, requestId: string | null, message: string): void {
  const { status, code, cause } = error;
  if (status < 500) return;
  const about = { request_id: requestId, code };
  if (cause === undefined && code !== "internal_error") log().warn(about, message);
  else log().error({ err: cause ?? error, ...about }, message);
}
