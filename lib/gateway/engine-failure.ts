import { AppError, type ErrorCode } from "@/lib/errors";

/**
 * What may follow a failure: the same request again (`again`), again once the model is loaded (`load`),
 * another engine (`other`), or nothing, since it would fail everywhere (`never`).
 */
export type Remedy = "again" | "load" | "other" | "never";

/** An engine did not answer as it should. `problem` is what the client gets if nothing else helps. */
export class EngineFailure extends Error {
  override name = "EngineFailure";

  constructor(
    readonly problem: AppError,
    readonly remedy: Remedy,
    /** Milliseconds that the engine asks to wait; null if it does not ask. */
    readonly retryAfter: number | null,
  ) {
    super(problem.message);
  }
}

/** Characters of an engine's message that are passed on. */
const MAX_MESSAGE = 500;

/** An engine's message without addresses and keys; `secrets` are those that this engine has. */
export function sanitized(message: string, secrets: readonly string[] = []): string {
  const hidden = secrets.reduce((text, secret) => text.replaceAll(secret, "•••"), message);
  const clean = hidden
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, "…")
    .replace(/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, "…")
    .replace(/\[[0-9a-f:]{3,}\](?::\d+)?/gi, "…")
    .replace(/\b(?:localhost|[\w-]+(?:\.[\w-]+)+):\d{2,5}\b/gi, "…")
    .replace(/\b(?:Bearer\s+\S+|(?:sk|mp|hf|key|token)[-_][\w-]{8,})/gi, "•••")
    .replace(/\s+/g, " ")
    .trim();
  return clean.length > MAX_MESSAGE ? `${clean.slice(0, MAX_MESSAGE - 1)}…` : clean;
}

const IS_CONTEXT =
  /exceed_context_size|context[ _]length|context (size|window)|maximum context|exceeds? .{0,40}context|prompt is too long|input is too long|too many tokens|input length exceeds/i;
const IS_UNSUPPORTED =
  /not support|unsupported|does not support|is not multimodal|no mmproj|mmproj/i;
const IS_LOADING = /loading model|model is loading|is being loaded/i;

/** Milliseconds after which clients of a busy engine should come again. */
const DEFAULT_WAIT = 1000;

function failure(
  code: ErrorCode,
  message: string,
  remedy: Remedy,
  wait: { asked: number | null; fallback: number } = { asked: null, fallback: 0 },
): EngineFailure {
  const ms = wait.asked ?? wait.fallback;
  const seconds = ms > 0 ? { retryAfter: ms / 1000 } : {};
  return new EngineFailure(new AppError(code, message, seconds), remedy, wait.asked);
}

interface Answer {
  status: number;
  message: string;
  /** Milliseconds of `Retry-After`; null without one. */
  retryAfter: number | null;
  /** The engine's key and host, which its message may contain. */
  secrets: readonly string[];
}

/** What an engine's error means, by its status and its text. */
export function failureOf({ status, message, retryAfter, secrets }: Answer): EngineFailure {
  const text = sanitized(message, secrets) || `status ${status}`;
  if (IS_CONTEXT.test(message)) {
    return failure("context_length_exceeded", `The prompt is too long: ${text}`, "never");
  }
  if (status === 503 && IS_LOADING.test(message)) {
    return failure("model_loading", "The model is still loading. Try again shortly.", "load", {
      asked: null,
      fallback: 5000,
    });
  }
  if (status >= 500 && IS_UNSUPPORTED.test(message)) {
    return failure("unsupported_parameter", `The engine cannot do this: ${text}`, "never");
  }
  switch (status) {
    case 400:
    case 422:
      return failure("engine_refused", `The engine refused the request: ${text}`, "never");
    case 413:
      return failure(
        "payload_too_large",
        `The request is too large for the engine: ${text}`,
        "never",
      );
    case 401:
    case 403:
      return failure("engine_error", "The engine refused the key that is set for it.", "other");
    case 429:
      return failure(
        "engine_rate_limited",
        `The engine takes no more requests now: ${text}`,
        "again",
        { asked: retryAfter, fallback: DEFAULT_WAIT },
      );
    case 500:
    case 502:
    case 504:
      return failure("engine_error", `The engine failed: ${text}`, "again");
    case 503:
      return failure("engine_unavailable", `The engine is busy or unavailable: ${text}`, "again", {
        asked: retryAfter,
        fallback: DEFAULT_WAIT,
      });
    default:
      return failure("engine_error", `The engine failed: ${text}`, "other");
  }
}

/** An engine could not be reached. */
export function unreachable(): EngineFailure {
  return failure("engine_unavailable", "The engine cannot be reached.", "again", {
    asked: null,
    fallback: DEFAULT_WAIT,
  });
}

/** The engine closed the connection in the middle of its answer. */
export function disconnected(): EngineFailure {
  const message = "The engine closed the connection before its answer was complete.";
  return failure("engine_error", message, "again");
}

/** The engine's answer is not what its protocol says. */
export function badAnswer(detail: string): EngineFailure {
  return failure("engine_bad_answer", detail, "never");
}

/** The engine took longer than the profile allows. */
export function timedOut(kind: "first_token" | "silence" | "load", ms: number): EngineFailure {
  const seconds = (ms / 1000).toLocaleString("en");
  switch (kind) {
    case "first_token":
      return failure(
        "first_token_timeout",
        `The engine did not start to answer within ${seconds} s.`,
        "again",
      );
    case "silence":
      return failure("silence_timeout", `The engine sent nothing for ${seconds} s.`, "never");
    case "load":
      return failure("model_loading", `The model was not loaded within ${seconds} s.`, "never", {
        asked: null,
        fallback: 5000,
      });
  }
}
