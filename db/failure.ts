import type { LibsqlError } from "@libsql/client";

/** The error and its causes, outermost first. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at: unknown = error; at !== undefined && chain.length < 10;) {
    chain.push(at);
    at = at instanceof Error ? at.cause : undefined;
  }
  return chain;
}

/**
 * True for an error of a class with one of these names. Not `instanceof`: the process holds several
 * copies of a module (Next.js' bundles, the server's own), and errors pass between them.
 */
function isNamed(error: unknown, ...names: string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}

/** The database could not be reached in time. */
export class DatabaseUnavailable extends Error {
  override name = "DatabaseUnavailable";
}

/** The server stopped answering during a commit, which may have succeeded. */
export class OutcomeUnknown extends Error {
  override name = "OutcomeUnknown";
}

function codesOf(error: LibsqlError): string[] {
  return [error.code, error.extendedCode ?? ""];
}

function libsqlCause(error: unknown): LibsqlError | undefined {
  return causes(error).find((cause): cause is LibsqlError =>
    isNamed(cause, "LibsqlError", "LibsqlBatchError"),
  );
}

/** True if a write violated a unique index or a primary key. */
export function isUniqueViolation(error: unknown): boolean {
  const cause = libsqlCause(error);
  if (!cause) return false;
  const codes = codesOf(cause);
  // A server sends no extended code, but SQLite's message is the same everywhere.
  return (
    codes.some((code) => /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code)) ||
    (codes.includes("SQLITE_CONSTRAINT") && cause.message.includes("UNIQUE constraint failed"))
  );
}

/** True if another connection holds the lock, so that a retry may succeed. */
export function isBusy(error: unknown): boolean {
  const cause = libsqlCause(error);
  return cause !== undefined && codesOf(cause).some((code) => /^SQLITE_(BUSY|LOCKED)/.test(code));
}

/** True if the disk refused a write because it is full, read-only or broken. Reads may still work. */
export function isRefusedByDisk(error: unknown): boolean {
  const cause = libsqlCause(error);
  const refused = /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN)/;
  return cause !== undefined && codesOf(cause).some((code) => refused.test(code));
}

/** True if a server did not answer. */
function isUnreachable(error: unknown): boolean {
  return causes(error).some(
    (link) =>
      (link instanceof TypeError && /fetch failed|terminated|network/i.test(link.message)) ||
      (link instanceof DOMException && /^(Timeout|Abort)Error$/.test(link.name)),
  );
}

/** True if a failed commit may have succeeded nevertheless. */
export function mayBeDone(error: unknown): boolean {
  const refused = causes(error).some(
    (link) => link instanceof Error && "code" in link && link.code === "ECONNREFUSED",
  );
  const code = libsqlCause(error)?.code;
  return !refused && (code === undefined ? isUnreachable(error) : !ANSWERED.test(code));
}

/** Codes of errors that the database itself returned. */
const ANSWERED = /^(SQLITE_|TRANSACTION_)/;

/** Codes of a violated constraint or invalid SQL, which are bugs. */
const DEFECT = /^SQLITE_(CONSTRAINT|ERROR$|UNKNOWN|MISMATCH|RANGE)/;

/**
 * True if the database is not available: locked, full, unreadable or unreachable. A violated constraint
 * or invalid SQL is a bug instead.
 */
export function isUnavailable(error: unknown): boolean {
  const chain = causes(error);
  if (chain.some((link) => isNamed(link, "DatabaseUnavailable"))) return true;
  if (isOutcomeUnknown(error)) return true;
  const cause = libsqlCause(error);
  if (!cause) return isUnreachable(error);
  // The server has ended the transaction, because it was idle for too long or the server restarted.
  if (cause.message.includes("no transaction is active")) return true;
  return !codesOf(cause).some((code) => DEFECT.test(code));
}

/** True if it is unknown whether the change was made. */
export function isOutcomeUnknown(error: unknown): boolean {
  return causes(error).some((link) => isNamed(link, "OutcomeUnknown"));
}
