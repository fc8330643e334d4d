import { LibsqlError } from "@libsql/client";

/** The error and its causes, outermost first. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at: unknown = error; at !== undefined && chain.length < 10;) {
    chain.push(at);
    at = at instanceof Error ? at.cause : undefined;
  }
  return chain;
}

function codesOf(error: LibsqlError): string[] {
  return [error.code, error.extendedCode ?? ""];
}

function libsqlCause(error: unknown): LibsqlError | undefined {
  return causes(error).find((cause) => cause instanceof LibsqlError);
}

/**
 * Whether a write broke a unique index or a primary key. A server tells of any broken constraint by
 * one code; which one it was, only the message says.
 */
export function isUniqueViolation(error: unknown): boolean {
  const cause = libsqlCause(error);
  if (!cause) return false;
  return codesOf(cause).some(
    (code) =>
      ["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"].includes(code) ||
      (code === "SQLITE_CONSTRAINT" && cause.message.includes("UNIQUE constraint failed")),
  );
}

/** Whether another holder of the lock is the reason: the same call may go through later. */
export function isBusy(error: unknown): boolean {
  const cause = libsqlCause(error);
  return cause !== undefined && codesOf(cause).some((code) => /^SQLITE_(BUSY|LOCKED)/.test(code));
}

/**
 * Whether the database did not answer: locked, full, unreadable, out of reach. A broken constraint
 * or wrong SQL is a defect of ours instead.
 */
export function isUnavailable(error: unknown): boolean {
  const chain = causes(error);
  const cause = libsqlCause(error);
  if (cause) {
    return !codesOf(cause).some((code) => /^SQLITE_(CONSTRAINT|ERROR$|MISMATCH|RANGE)/.test(code));
  }
  return chain.some(
    (link) => link instanceof TypeError && /fetch failed|network/i.test(link.message),
  );
}
