import "server-only";
import { perDatabase } from "@/db/client";
import type { Reader } from "@/db/transaction";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { lastReads, readModels } from "@/lib/models/server/source-service";
import { ENGINES } from "@/lib/registry/engines";
import { log } from "@/lib/runtime/log";
import { openKey } from "./key";
import { type EngineRow, findEngine, selectEngines } from "./repository";

const NEVER = new AbortController().signal;

/** True if the engine's models are read into the catalog. */
function isRead(row: EngineRow | undefined): row is EngineRow {
  return row?.enabled === true && row.adds_models;
}

/** False if the engine was changed or removed meanwhile: what was read answers another question. */
async function isUnchanged(db: Reader, asked: EngineRow): Promise<boolean> {
  const now = await findEngine(db, asked.id);
  return isRead(now) && now.updated_at === asked.updated_at;
}

/** The names of the engines whose models are used before this one's, by their ids. */
async function namesBefore({ db }: Context, { id }: EngineRow) {
  const all = await selectEngines(db.read);
  const before = all.slice(
    0,
    all.findIndex((row) => row.id === id),
  );
  return new Map(before.map((row) => [row.id, row.name]));
}

async function readOnce(ctx: Context, id: string, end: AbortSignal): Promise<void> {
  const row = await findEngine(ctx.db.read, id);
  if (!isRead(row)) return;
  const source = {
    id,
    listsAs: ENGINES[row.kind].lists_as,
    provider: row.name,
    url: row.address,
    openKey: () => openKey(row.key),
    isLocal: row.local,
  };
  await readModels(ctx, source, await namesBefore(ctx, row), end, (tx) => isUnchanged(tx, row));
}

/** A read that runs, and the one that waits for it. */
interface Turn {
  running: Promise<void>;
  waiting: Promise<void> | undefined;
}

/**
 * Reads an engine's models into the catalog. If it cannot be read, it keeps what it had and is marked
 * as stale. An engine is never read twice at the same time: further calls share one read that follows.
 * @param end stops the read without a trace
 */
export async function readEngine(ctx: Context, id: string, end = NEVER): Promise<void> {
  const turns = perDatabase(ctx.db, "reads of engines", () => new Map<string, Turn>());
  const start = () => {
    const turn: Turn = { running: readOnce(ctx, id, end), waiting: undefined };
    turns.set(id, turn);
    const finish = () => {
      if (turn.waiting === undefined) turns.delete(id);
    };
    turn.running.then(finish, finish);
    return turn.running;
  };
  const turn = turns.get(id);
  if (!turn) return start();
  turn.waiting ??= turn.running.then(start, start);
  return turn.waiting;
}

/** Milliseconds between reads of an engine: a few small requests, and a pulled model appears soon. */
const INTERVAL = 5 * 60 * 1000;

/** Reads the engines that no process has read for a while; at startup all of them. */
async function refresh(ctx: Context, end: AbortSignal, isStart: boolean): Promise<void> {
  const reads = await lastReads(ctx);
  const due = new Date(clock.now().getTime() - INTERVAL / 2).toISOString();
  const engines = (await selectEngines(ctx.db.read)).filter(
    (row) => isRead(row) && (isStart || (reads.get(row.id) ?? "") < due),
  );
  await Promise.all(engines.map(({ id }) => readEngine(ctx, id, end)));
}

/** Reads the models of all engines now and every few minutes, until `stop` is called. */
export function keepModelsFresh(ctx: Context): { stop: () => Promise<void> } {
  const end = new AbortController();
  let running = Promise.resolve();
  const run = (isStart: boolean) => {
    running = running
      .then(() => refresh(ctx, end.signal, isStart))
      .catch((error: unknown) => {
        log().warn({ err: error }, "the engines' models could not be read");
      });
  };
  run(true);
  const timer = setInterval(() => run(false), INTERVAL).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      end.abort();
      await running;
    },
  };
}
