import "server-only";
import { removeEventsBefore } from "@/lib/audit/server/expiry-service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { currentSettings } from "./service";

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Removes events older than the setting says, and says so in the audit itself; how many they were. */
export async function expireAudit(ctx: Context): Promise<number> {
  const { audit_days } = await currentSettings(ctx, ctx.db.read);
  if (audit_days === 0) return 0;
  const before = new Date(clock.now().getTime() - audit_days * DAY).toISOString();
  return removeEventsBefore(ctx, before);
}

/** Expires now and every minute, so that a shorter setting soon holds; what fails is tried again. */
export function keepExpiring(ctx: Context): void {
  const expire = () => {
    expireAudit(ctx).catch((error: unknown) => {
      log().warn({ err: error }, "old events of the audit could not be removed");
    });
  };
  expire();
  setInterval(expire, MINUTE).unref();
}
