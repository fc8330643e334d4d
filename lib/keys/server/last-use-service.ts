import "server-only";
import { LRUCache } from "lru-cache";
import { type Database, perDatabase } from "@/db/client";
import { withTransaction } from "@/db/transaction";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { log } from "@/lib/runtime/log";
import { setLastUsed } from "./repository";

/** Milliseconds between two notes of one key. */
const INTERVAL = 60_000;
/** Milliseconds after which what was noted is written, all keys together. */
const DELAY = 1000;

interface Notes {
  /** Key id → when it was noted last. */
  noted: LRUCache<string, number>;
  /** Key id → time to write. */
  pending: Map<string, string>;
  timer: NodeJS.Timeout | undefined;
}

function notes(db: Database): Notes {
  return perDatabase(db, "key-last-use", () => ({
    noted: new LRUCache<string, number>({ max: 50_000 }),
    pending: new Map<string, string>(),
    timer: undefined,
  }));
}

/** Writes what is noted; called by the timer, and once more before the program ends. */
export async function flushLastUse(ctx: Pick<Context, "db">): Promise<void> {
  const state = notes(ctx.db);
  clearTimeout(state.timer);
  state.timer = undefined;
  const entries = [...state.pending];
  state.pending.clear();
  if (entries.length === 0) return;
  try {
    await withTransaction(ctx.db, async (tx) => {
      for (const [id, at] of entries) {
        const before = new Date(Date.parse(at) - INTERVAL).toISOString();
        await setLastUsed(tx, id, at, before);
      }
    });
  } catch (error) {
    // The time of last use is a courtesy: losing one note must not fail anything.
    log().warn({ err: error }, "the last use of API keys could not be written");
  }
}

/** Notes that a key was used, at most once a minute and never on the request's own path. */
export function noteUse(ctx: Pick<Context, "db">, keyId: string): void {
  const state = notes(ctx.db);
  const now = clock.now();
  if (now.getTime() - (state.noted.get(keyId) ?? 0) < INTERVAL) return;
  state.noted.set(keyId, now.getTime());
  state.pending.set(keyId, now.toISOString());
  state.timer ??= setTimeout(() => void flushLastUse(ctx), DELAY).unref();
}
