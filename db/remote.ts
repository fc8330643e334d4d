import { createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import type { Database, Orm } from "./client";
import { DatabaseUnavailable, mayBeDone, OutcomeUnknown } from "./failure";
import * as schema from "./schema";
import { timed } from "./timed";
import { LockWait, type Transaction } from "./transaction";

/** Milliseconds for one call of a server; its own wait for another's transaction takes 5 seconds. */
const CALL_TIMEOUT = 10_000;

/** Milliseconds after which a write that could not even begin on a server is given up. */
const QUEUE_WAIT = 10_000;

/** A server that takes connections and says nothing must not hold requests for minutes. */
function fetchInTime(request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.timeout(CALL_TIMEOUT) });
}

/** The server's own transactions; one whose commit got no answer may have been committed. */
function transactionsOn(orm: Orm): Database["transaction"] {
  const wait = new LockWait();
  return async (work, asked) => {
    if (Date.now() - asked > QUEUE_WAIT) {
      throw new DatabaseUnavailable("It did not answer in time.");
    }
    const state = { worked: false };
    const attempt = () =>
      orm.transaction(async (tx) => {
        const result = await work(tx as unknown as Transaction);
        state.worked = true;
        return result;
      });
    try {
      return await wait.retry(asked, attempt, () => !state.worked);
    } catch (error) {
      if (!state.worked || !mayBeDone(error)) throw error;
      throw new OutcomeUnknown("The answer to the commit is lost.", { cause: error });
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
