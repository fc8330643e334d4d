import type LocalDatabase from "libsql";
import { LRUCache } from "lru-cache";

/** Statements kept for a connection; the program has fewer, but for lists of ids of every length. */
const MOST = 200;

/** What the client uses of a statement. */
interface Statement {
  run: (...values: unknown[]) => unknown;
  all: (...values: unknown[]) => unknown;
  columns: () => unknown[];
  raw: (on?: boolean) => unknown;
}

interface Connection {
  prepare: (sql: string) => Statement;
}

/** What `raw` throws for a statement that returns no rows: the client asks by trying. */
const NO_ROWS = new TypeError("The statement returns no rows");

/** Answers what cannot change for a statement from memory: whether it returns rows, and which. */
function remember(statement: Statement): void {
  const columns = statement.columns();
  statement.columns = () => columns;
  if (columns.length > 0) statement.raw(true);
  statement.raw = () => {
    if (columns.length === 0) throw NO_ROWS;
    return statement;
  };
}

function onFailure(statement: Statement, forget: () => void): void {
  for (const name of ["run", "all"] as const) {
    const call = statement[name].bind(statement);
    statement[name] = (...values) => {
      try {
        return call(...values);
      } catch (error) {
        forget();
        throw error;
      }
    };
  }
}

/**
 * Has the connection prepare each statement once: the client does it at every call, which takes as
 * long as what it then runs. A statement that failed is not used again, since it may still be active.
 */
export function keepStatements(handle: LocalDatabase.Database): void {
  // The driver's types are of one statement's own values; here it is any statement.
  const connection = handle as unknown as Connection;
  const prepare = connection.prepare.bind(connection);
  const kept = new LRUCache<string, Statement>({ max: MOST });
  connection.prepare = (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = prepare(sql);
    remember(statement);
    onFailure(statement, () => kept.delete(sql));
    kept.set(sql, statement);
    return statement;
  };
}
