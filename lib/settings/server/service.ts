import "server-only";
import { type Reader, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { DEFAULT_SETTINGS, type Settings, settings, type SettingsPatch } from "../schema";
import { selectSettings, upsertSetting } from "./repository";

/** The settings in force, for other services and inside their transactions. */
export async function currentSettings(_ctx: Context, db: Reader): Promise<Settings> {
  const rows = await selectSettings(db);
  const stored = Object.fromEntries(rows.map((row) => [row.name, row.value]));
  return settings.parse({ ...DEFAULT_SETTINGS, ...stored });
}

/** @throws 401, 403 */
export function getSettings(ctx: Context): Promise<Settings> {
  requireAdmin(ctx.actor);
  return currentSettings(ctx, ctx.db.read);
}

/** Changes the settings that are given. @throws 401, 403 */
export function updateSettings(ctx: Context, patch: SettingsPatch): Promise<Settings> {
  requireAdmin(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    const before = await currentSettings(ctx, tx);
    for (const [name, value] of Object.entries(patch)) await upsertSetting(tx, name, value);
    const after = await currentSettings(ctx, tx);
    await recordEvent(ctx, tx, { action: "settings.update", target: "settings", before, after });
    return after;
  });
}
