import "server-only";
import { requireAdmin } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { RemoteError, withinLimits } from "@/lib/http/server/ask";
import { ENGINES } from "@/lib/registry/engines";
import { log } from "@/lib/runtime/log";
import { FACTS } from "../facts";
import { type EngineFacts, isRefusal, type Refusal } from "../reader";
import type { EngineTest } from "../results-schema";
import type { EngineHealth } from "../schema";
import { acceptedParameters } from "../wire";
import { type Check, checksOf, healthOf } from "./health";
import { openKey } from "./key";
import { askedServer } from "./probe";
import { type EngineRow, foundEngine, selectEngines } from "./repository";

/** Milliseconds for all requests of one check. */
const TIME = 5000;
/** Models that a test names. */
const MOST_MODELS = 500;

function refusalReason({ path, status }: Refusal): string {
  if (status === 401 || status === 403) return `refused the key with status ${status}`;
  return status === 200
    ? `${path} did not return a list of models`
    : `answered ${path} with status ${status}`;
}

/** What the engine tells, or why it is not up. */
async function askEngine(row: EngineRow, end: AbortSignal): Promise<EngineFacts | string> {
  const { kind, address, local } = row;
  try {
    const key = openKey(row.key);
    const facts = await withinLimits(
      end,
      (limits) => {
        const server = { url: address, key, isLocal: local, ...limits };
        return FACTS[kind].read(askedServer(server, ENGINES[kind].lists_as));
      },
      TIME,
    );
    return isRefusal(facts) ? refusalReason(facts) : facts;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return error.message;
  }
}

function healthFrom(facts: EngineFacts | string): EngineHealth {
  const checked_at = clock.iso();
  if (typeof facts === "string") {
    return { status: "down", checked_at, reason: facts, version: null };
  }
  const reason = facts.status === "loading" ? "is loading a model" : null;
  return { status: facts.status, checked_at, reason, version: facts.version };
}

async function checkNow(ctx: Context, row: EngineRow, end: AbortSignal): Promise<Check> {
  const facts = await askEngine(row, end);
  const models = typeof facts === "string" ? [] : facts.models;
  const byName = new Map(models.map((model) => [model.name, model]));
  const check = { of: row.updated_at, health: healthFrom(facts), models: byName };
  if (!end.aborted) checksOf(ctx).done.set(row.id, check);
  return check;
}

const NEVER = new AbortController().signal;

/** Checks an engine; concurrent callers share one check, as long as the engine is the same. */
async function check(ctx: Context, row: EngineRow, end = NEVER): Promise<Check> {
  const { running } = checksOf(ctx);
  const turn = `${row.id} ${row.updated_at}`;
  const current = running.get(turn);
  if (current) return current;
  const next = checkNow(ctx, row, end).finally(() => running.delete(turn));
  running.set(turn, next);
  return next;
}

/**
 * Checks an engine now: whether it can be reached, its version, its models with the context that they
 * grant, and what it accepts.
 * @throws 401, 403, 404 `engine_not_found`
 */
export async function testEngine(ctx: Context, id: string): Promise<EngineTest> {
  requireAdmin(ctx.actor);
  const row = await foundEngine(ctx.db.read, id);
  const start = performance.now();
  const { health, models } = await check(ctx, row);
  return {
    health,
    ms: Math.round(performance.now() - start),
    models: [...models.values()].slice(0, MOST_MODELS),
    model_total: models.size,
    accepts: { tasks: [...ENGINES[row.kind].tasks], ...acceptedParameters(row.kind) },
  };
}

/** The health of an engine, as this process last saw it. */
export function engineHealth(
  ctx: Context,
  engine: { id: string; updated_at: string },
): EngineHealth {
  return healthOf(ctx, engine);
}

/** Tells that the breaker of a model on an engine opened or closed: the engine is shown as `open`. */
export function setBreaker(ctx: Context, engine: string, model: string, isOpen: boolean): void {
  const { open } = checksOf(ctx);
  const models = open.get(engine) ?? new Set<string>();
  if (isOpen) models.add(model);
  else models.delete(model);
  open.set(engine, models);
}

/** Forgets what is not there any more. */
function forgetOthers(ctx: Context, rows: readonly EngineRow[]): void {
  const { done, open } = checksOf(ctx);
  const ids = new Set(rows.map(({ id }) => id));
  for (const map of [done, open]) {
    for (const id of map.keys()) if (!ids.has(id)) map.delete(id);
  }
}

async function checkAll(ctx: Context, end: AbortSignal): Promise<void> {
  const rows = await selectEngines(ctx.db.read);
  forgetOthers(ctx, rows);
  const enabled = rows.filter((row) => row.enabled);
  await Promise.all(enabled.map((row) => check(ctx, row, end)));
}

/**
 * Checks all engines now and again and again, until `stop` is called. One that answers slowly is not
 * asked again before it has answered.
 * @param interval milliseconds
 */
export function keepChecking(ctx: Context, interval: number): { stop: () => Promise<void> } {
  const end = new AbortController();
  let running: Promise<void> | undefined;
  const run = () => {
    running ??= checkAll(ctx, end.signal)
      .catch((error: unknown) => {
        log().warn({ err: error }, "the engines could not be checked");
      })
      .finally(() => {
        running = undefined;
      });
  };
  run();
  const timer = setInterval(run, interval).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      end.abort();
      await running;
    },
  };
}
