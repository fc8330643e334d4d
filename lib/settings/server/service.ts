import "server-only";
import { isDeepStrictEqual } from "node:util";
import { type Reader, withTransaction } from "@/db/transaction";
import { recordEvent, removeEventsBefore } from "@/lib/audit/server/service";
import { requireAdmin } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { DEFAULT_SETTINGS, type Settings, settings, type SettingsPatch } from "../contract";
import { selectSettings, upsertSetting } from "./repository";
import { clock } from "@/lib/clock";
import { log } from "@/lib/runtime/log";

/** The current settings, for other services and inside their transactions. */
export async function currentSettings(_ctx: Context, db: Reader): Promise<Settings> {
  const rows = await selectSettings(db);
  const stored = Object.fromEntries(rows.map((row) => [row.name, row.value]));
  return settings.parse({ ...DEFAULT_SETTINGS, ...stored });
}

/** @throws 401, 403 */
export async function getSettings(ctx: Context): Promise<Settings> {
  requireAdmin(ctx.actor);
  return currentSettings(ctx, ctx.db.read);
}

/** Changes the given settings; writes nothing if they have these values already. @throws 401, 403 */
export async function updateSettings(ctx: Context, patch: SettingsPatch): Promise<Settings> {
  requireAdmin(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    const before = await currentSettings(ctx, tx);
    if (isDeepStrictEqual({ ...before, ...patch }, before)) return before;
    for (const [name, value] of Object.entries(patch)) await upsertSetting(tx, name, value);
    const after = await currentSettings(ctx, tx);
    await recordEvent(ctx, tx, { action: "settings.update", target: "settings", before, after });
    return after;
  });
}

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Removes audit events older than `audit_days`, oldest first, at most one day of them in an hour. */
export async function expireAudit(ctx: Context): Promise<number> {
  const { audit_days } = await currentSettings(ctx, ctx.db.read);
  if (audit_days === 0) return 0;
  const before = new Date(clock.now().getTime() - audit_days * DAY).toISOString();
  return removeEventsBefore(ctx, before);
}

/** Removes what has expired now and every minute, so that a shorter setting soon takes effect. */
export function keepExpiring(ctx: Context, expire: (ctx: Context) => Promise<number>): void {
  const run = () => {
    expire(ctx).catch((error: unknown) => {
      log().warn({ err: error }, "expired rows could not be removed");
    });
  };
  run();
  setInterval(run, MINUTE).unref();
}
