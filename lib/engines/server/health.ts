import "server-only";
import { perDatabase } from "@/db/client";
import type { Context } from "@/lib/context";
import type { ModelFacts } from "../reader";
import type { EngineHealth } from "../schema";

/** An engine's last check in this process. */
export interface Check {
  /** The engine's `updated_at` when it was checked: of a changed engine, the check says nothing. */
  of: string;
  health: EngineHealth;
  /** What it listed, by the names. */
  models: ReadonlyMap<string, ModelFacts>;
}

interface Checks {
  /** By the engine's id. */
  done: Map<string, Check>;
  running: Map<string, Promise<Check>>;
  /** By the engine's id, the models whose breaker is open. */
  open: Map<string, Set<string>>;
}

/** What has the database; checks belong to one. */
export type OfDatabase = Pick<Context, "db">;

/** The checks of this process. */
export function checksOf({ db }: OfDatabase): Checks {
  return perDatabase<Checks>(db, "engine checks", () => ({
    done: new Map(),
    running: new Map(),
    open: new Map(),
  }));
}

const UNKNOWN: EngineHealth = { status: "unknown", checked_at: null, reason: null, version: null };

/** The last check of the engine as it is now; undefined if there was none. */
export function checkOf(
  ctx: OfDatabase,
  { id, updated_at }: { id: string; updated_at: string },
): Check | undefined {
  const check = checksOf(ctx).done.get(id);
  return check?.of === updated_at ? check : undefined;
}

/** The health of an engine: by its last check, and `open` while the gateway waits with a model of it. */
export function healthOf(
  ctx: OfDatabase,
  engine: { id: string; updated_at: string },
): EngineHealth {
  const health = checkOf(ctx, engine)?.health ?? UNKNOWN;
  const isOpen = (checksOf(ctx).open.get(engine.id)?.size ?? 0) > 0;
  return isOpen && health.status !== "down" ? { ...health, status: "open" } : health;
}
