import { format, stripVTControlCharacters } from "node:util";
import { log } from "@/lib/log";

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
