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

/** The database could not be asked in time. */
export class DatabaseUnavailable extends Error {
  override name = "DatabaseUnavailable";
}

/** The server stopped answering while it was told to commit: it may have, or not. */
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

/** Whether a write broke a unique index or a primary key. */
export function isUniqueViolation(error: unknown): boolean {
  const cause = libsqlCause(error);
  if (!cause) return false;
  const codes = codesOf(cause);
  // A server tells no extended code; SQLite's own words are the same everywhere.
  return (
    codes.some((code) => /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code)) ||
    (codes.includes("SQLITE_CONSTRAINT") && cause.message.includes("UNIQUE constraint failed"))
  );
}

/** Whether another holder of the lock is the reason: the same call may go through later. */
export function isBusy(error: unknown): boolean {
  const cause = libsqlCause(error);
  return cause !== undefined && codesOf(cause).some((code) => /^SQLITE_(BUSY|LOCKED)/.test(code));
}

/** Whether the disk refused a write: it is full, read-only or broken. Reads may go on. */
export function isRefusedByDisk(error: unknown): boolean {
  const cause = libsqlCause(error);
  const refused = /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN)/;
  return cause !== undefined && codesOf(cause).some((code) => refused.test(code));
}

/** Whether what a server was asked got no answer from it. */
function isUnreachable(error: unknown): boolean {
  return causes(error).some(
    (link) =>
      (link instanceof TypeError && /fetch failed|terminated|network/i.test(link.message)) ||
      (link instanceof DOMException && /^(Timeout|Abort)Error$/.test(link.name)),
  );
}

/** Whether a commit that failed may have been made nevertheless. */
export function mayBeDone(error: unknown): boolean {
  const refused = causes(error).some(
    (link) => link instanceof Error && "code" in link && link.code === "ECONNREFUSED",
  );
  const code = libsqlCause(error)?.code;
  return !refused && (code === undefined ? isUnreachable(error) : !ANSWERED.test(code));
}

/** Codes by which the database itself said no. */
const ANSWERED = /^(SQLITE_|TRANSACTION_)/;

/** Codes of a broken constraint or wrong SQL: a defect of ours. */
const DEFECT = /^SQLITE_(CONSTRAINT|ERROR$|UNKNOWN|MISMATCH|RANGE)/;

/**
 * Whether the database did not answer: locked, full, unreadable, out of reach. A broken constraint
 * or wrong SQL is a defect of ours instead.
 */
export function isUnavailable(error: unknown): boolean {
  const chain = causes(error);
  if (chain.some((link) => isNamed(link, "DatabaseUnavailable"))) return true;
  if (isOutcomeUnknown(error)) return true;
  const cause = libsqlCause(error);
  if (!cause) return isUnreachable(error);
  // The server has ended our transaction, which was idle for too long, or has forgotten it.
  if (cause.message.includes("no transaction is active")) return true;
  return !codesOf(cause).some((code) => DEFECT.test(code));
}

/** Whether it cannot be told if the change was made. */
export function isOutcomeUnknown(error: unknown): boolean {
  return causes(error).some((link) => isNamed(link, "OutcomeUnknown"));
}
