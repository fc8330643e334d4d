import pino, { type Logger } from "pino";
import { readEnv } from "./env";
import { messageWithoutValues } from "@/lib/errors";
import { singleton } from "./process";
import { format, stripVTControlCharacters } from "node:util";

interface LoggedError {
  type: string;
  message: string;
  code?: unknown;
  stack?: string;
  cause?: LoggedError;
}

/** Only the frames, because a stack starts with the message. */
function framesOf(stack: string | undefined): string {
  return (stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}

/** Parsers quote their input in errors, and the input may be a password. */
function messageOf(error: Error): string {
  if (error instanceof SyntaxError || error.name === "SyntaxError") return "invalid syntax";
  return messageWithoutValues(error);
}

/** An error as logged, without any value that a user entered. */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  return {
    type: error.name,
    message: messageOf(error),
    ...("code" in error ? { code: error.code } : {}),
    stack: framesOf(error.stack),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/**
 * The log: JSON lines on standard output. It never contains bodies, query values, cookies, keys,
 * passwords or prompts: each call lists the fields to log.
 */
export function log(): Logger {
  return singleton("log", () =>
    pino({ level: readEnv().LOG_LEVEL, base: undefined, serializers: { err: describeError } }),
  );
}

/** Messages about what a client did: it disconnected, or sent a body that cannot be decoded. */
const CAUSED_BY_CLIENT = new RegExp(
  [
    "aborted|ECONNRESET|Premature close|Connection closed",
    "Server Action|Server Reference ID",
    "Failed to parse body|Unexpected end of form|Multipart:|Body exceeded",
    "SyntaxError: .* JSON|Invalid forward reference|URI malformed",
  ].join("|"),
  "i",
);

/** The message without colors and query values; pino escapes line breaks, so one call is one line. */
function textOf(args: unknown[]): string {
  return stripVTControlCharacters(format(...args))
    .replace(/(\/[^\s?"]*)\?[^\s"]*/g, "$1?…")
    .trim();
}

/**
 * Routes `console` into the JSON log. Next.js writes plain text that can contain what a client sent: a
 * line break in it would look like a log line of the server's own.
 */
export function logConsole(): void {
  const info = (...args: unknown[]) => log().info({ source: "console" }, textOf(args));
  const problem =
    (level: "warn" | "error") =>
    (...args: unknown[]) => {
      const text = textOf(args);
      log()[CAUSED_BY_CLIENT.test(text) ? "info" : level]({ source: "console" }, text);
    };
  Object.assign(console, {
    log: info,
    info,
    debug: (...args: unknown[]) => log().debug({ source: "console" }, textOf(args)),
    warn: problem("warn"),
    error: problem("error"),
  });
}
