import pino, { type Logger } from "pino";
import { readEnv } from "@/lib/env";
import { singleton } from "@/lib/singleton";

/**
 * The log: JSON lines on standard output. What is never logged: bodies, query values, cookies, keys,
 * passwords and prompts; whoever logs names the few fields that it wants.
 */
export function log(): Logger {
  return singleton("log", () => pino({ level: readEnv().LOG_LEVEL, base: undefined }));
}
