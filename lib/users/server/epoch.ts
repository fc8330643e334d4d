import "server-only";
import type { Transaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { updateUser, type UserRow } from "./repository";

interface EpochChange {
  action: Parameters<typeof recordEvent>[2]["action"];
  /** What changes along with it; never written to the audit. */
  set: Partial<UserRow>;
}

/** Ends all sessions: they carry the epoch that they were made in. */
export async function raiseEpoch(ctx: Context, tx: Transaction, row: UserRow, change: EpochChange) {
  const session_epoch = row.session_epoch + 1;
  await updateUser(tx, row.id, { ...change.set, session_epoch, updated_at: clock.iso() });
  await recordEvent(ctx, tx, { action: change.action, target: `user:${row.id}` });
}
