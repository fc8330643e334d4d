import "server-only";
import { perDatabase } from "@/db/client";
import type { Reader } from "@/db/transaction";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { log } from "@/lib/runtime/log";
import type { CatalogList } from "../list";
import { FILE_SOURCE } from "../source";
import { applyRead, isSuperseded } from "./apply";
import { SourceError, withinLimits } from "./ask";
import { currentCatalog } from "./catalog-service";
import { listSource } from "./list-source";
import {
  findRead,
  findSource,
  selectReads,
  selectSources,
  type SourceRow,
} from "./sources-repository";
import { openToken } from "./token";

const NEVER = new AbortController().signal;

/** Which source before this one, in order of precedence, has an id. */
async function holders(ctx: Context, source: SourceRow) {
  const { sourceOf } = await currentCatalog(ctx);
  const all = await selectSources(ctx.db.read);
  const before = all.slice(
    0,
    all.findIndex(({ id }) => id === source.id),
  );
  const names = new Map(before.map(({ id, provider }) => [id, provider]));
  names.set(FILE_SOURCE, "the file");
  return (id: string) => names.get(sourceOf.get(id) ?? "");
}

async function listOrError(
  ctx: Context,
  source: SourceRow,
  end: AbortSignal,
): Promise<CatalogList | SourceError> {
  const { kind, provider, address } = source;
  const heldBy = await holders(ctx, source);
  try {
    const token = openToken(source.token);
    return await withinLimits(end, (limits) =>
      listSource(kind, { provider, url: address, token, heldBy, ...limits }),
    );
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return error;
  }
}

/** False if the source was changed or removed meanwhile: what was read answers another question. */
async function isUnchanged(db: Reader, asked: SourceRow): Promise<boolean> {
  const now = await findSource(db, asked.id);
  return now?.enabled === true && now.updated_at === asked.updated_at;
}

async function readOnce(ctx: Context, id: string, end: AbortSignal): Promise<void> {
  const source = await findSource(ctx.db.read, id);
  if (!source?.enabled) return;
  const at = clock.iso();
  const list = await listOrError(ctx, source, end);
  if (end.aborted) return;
  await applyRead(ctx, { source: id, at, digest: null, list }, async (tx) => {
    return (await isUnchanged(tx, source)) && !isSuperseded(at, await findRead(tx, id));
  });
}

/** A read that runs, and the one that waits for it. */
interface Turn {
  running: Promise<void>;
  waiting: Promise<void> | undefined;
}

/**
 * Reads a source into the catalog. If it cannot be read, it keeps what it had and is marked as stale. A
 * source is never read twice at the same time: further calls share one read that follows.
 * @param end stops the read without a trace
 */
export function readSource(ctx: Context, id: string, end: AbortSignal = NEVER): Promise<void> {
  const turns = perDatabase(ctx.db, "reads of sources", () => new Map<string, Turn>());
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

/** Milliseconds between reads of a source: a few small requests, and a pulled model appears soon. */
const INTERVAL = 5 * 60 * 1000;

/** Reads the sources that no process has read for a while; at startup all of them. */
async function refresh(ctx: Context, end: AbortSignal, isStart: boolean): Promise<void> {
  const reads = new Map((await selectReads(ctx.db.read)).map((row) => [row.source, row.read_at]));
  const due = new Date(clock.now().getTime() - INTERVAL / 2).toISOString();
  const sources = (await selectSources(ctx.db.read)).filter(
    ({ id, enabled }) => enabled && (isStart || (reads.get(id) ?? "") < due),
  );
  await Promise.all(sources.map(({ id }) => readSource(ctx, id, end)));
}

/** Reads all sources now and every few minutes, until `stop` is called. */
export function keepSourcesFresh(ctx: Context): { stop: () => Promise<void> } {
  const end = new AbortController();
  let running = Promise.resolve();
  const run = (isStart: boolean) => {
    running = running
      .then(() => refresh(ctx, end.signal, isStart))
      .catch((error: unknown) => {
        log().warn({ err: error }, "the catalog's sources could not be read");
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
