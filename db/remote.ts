import { createClient } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import type { Database } from "./client";
import { DatabaseUnavailable, mayBeDone, OutcomeUnknown } from "./failure";
import { timed } from "./driver";
import * as schema from "./schema";
import { asTransaction, LockWait } from "./transaction";

/** Milliseconds for one call; the server itself waits up to 5 seconds for another transaction. */
const CALL_TIMEOUT = 10_000;

/** Milliseconds after which a write that could not begin fails. */
const QUEUE_WAIT = 10_000;

/** A server that accepts connections but never answers must not block requests for minutes. */
function fetchInTime(request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.timeout(CALL_TIMEOUT) });
}

/** Transactions of the server. If the answer to a commit is lost, its outcome is unknown. */
function transactionsOn(orm: LibSQLDatabase<typeof schema>): Database["transaction"] {
  const wait = new LockWait();
  return async (work, asked) => {
    if (Date.now() - asked > QUEUE_WAIT) {
      throw new DatabaseUnavailable("The database server did not answer in time.");
    }
    const state = { worked: false };
    const attempt = () =>
      orm.transaction(async (tx) => {
        const result = await work(asTransaction(tx));
        state.worked = true;
        return result;
      });
    try {
      return await wait.retry(asked, attempt, () => !state.worked);
    } catch (error) {
      if (!state.worked || !mayBeDone(error)) throw error;
      throw new OutcomeUnknown("The answer to the commit was lost.", { cause: error });
    }
  };
}

/** Opens a database on a libSQL server (`http(s)://…`, `libsql://…`). */
export function openRemote(url: string, authToken: string | undefined): Database {
  const client = createClient({
    url,
    fetch: fetchInTime,
    ...(authToken ? { authToken } : {}),
  });
  const orm = drizzle(timed(client), { schema });
  return {
    mode: "remote",
    file: null,
    read: orm,
    transaction: transactionsOn(orm),
    queue: Promise.resolve(),
    writes: { refused: false, examinedAt: 0 },
    memo: new Map(),
    version: () => null,
    refresh: () => Promise.resolve(),
    prepare: (work) => work(orm),
    ping: async () => {
      await client.execute("SELECT 1");
    },
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}
