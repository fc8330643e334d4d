import { z } from "zod";
import type { AppError, ErrorCode } from "@/lib/errors";

/** An error as OpenAI's API writes it. */
export const openAiErrorSchema = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string(),
  }),
});
type OpenAiError = z.infer<typeof openAiErrorSchema>;

const TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  429: "rate_limit_error",
};

/** Codes that have another name in OpenAI's format. */
const CODES: Partial<Record<ErrorCode, string>> = {
  malformed_json: "invalid_body",
  unsupported_media_type: "invalid_body",
  invalid_query: "invalid_parameter",
  validation_failed: "invalid_parameter",
  engine_refused: "invalid_parameter",
  unauthenticated: "invalid_api_key",
  permission_denied: "insufficient_scope",
  task_not_found: "model_not_found",
  profile_not_found: "model_not_found",
  route_not_found: "unsupported_endpoint",
};

/** Faults that the message names. */
const MAX_NAMED = 5;

function messageOf({ message, errors }: AppError): string {
  if (!errors?.length) return message;
  const named = errors.slice(0, MAX_NAMED).map((fault) => fault.message);
  const more = errors.length > MAX_NAMED ? `; and ${errors.length - MAX_NAMED} more` : "";
  return `${named.join("; ")}${more}.`;
}

/**
 * The status in OpenAI's format. Clients retry 409, and some 422, although the same request would fail
 * again: both are 400.
 */
export function openAiStatus({ status }: AppError): number {
  return status === 409 || status === 415 || status === 422 ? 400 : status;
}

/** The error in OpenAI's format; `param` is the first fault's path. */
export function openAiError(error: AppError): OpenAiError {
  const status = openAiStatus(error);
  const [fault] = error.errors ?? [];
  const isBody = error.code === "validation_failed" && fault?.path === "";
  return {
    error: {
      message: messageOf(error),
      type: TYPES[status] ?? (status >= 500 ? "server_error" : "invalid_request_error"),
      param: fault === undefined || fault.path === "" ? null : fault.path,
      code: isBody ? "invalid_body" : (CODES[error.code] ?? error.code),
    },
  };
}
