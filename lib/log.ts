import pino, { type Logger } from "pino";
import { readEnv } from "@/lib/env";
import { messageWithoutValues } from "@/lib/errors";
import { singleton } from "@/lib/singleton";

interface LoggedError {
  type: string;
  message: string;
  code?: unknown;
  stack?: string;
  cause?: LoggedError;
}

/** The frames alone: the head of a stack repeats the message. */
function framesOf(stack: string | undefined): string {
  return (stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}

/** What cannot be parsed is quoted by the parser, whatever it is: a password perhaps. */
function messageOf(error: Error): string {
  if (error instanceof SyntaxError || error.name === "SyntaxError")
    return "something cannot be parsed";
  return messageWithoutValues(error);
}

/** An error without any value that a person entered. */
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
 * The log: JSON lines on standard output. What is never logged: bodies, query values, cookies, keys,
 * passwords and prompts; whoever logs names the few fields that it wants.
 */
export function log(): Logger {
  return singleton("log", () =>
    pino({ level: readEnv().LOG_LEVEL, base: undefined, serializers: { err: describeError } }),
  );
}
