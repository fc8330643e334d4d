import "server-only";
import { randomBytes } from "node:crypto";
import { type Reader, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin, requireNotOwnKey } from "@/lib/actor";
import { hashPassword, hashSecret } from "@/lib/credentials/server/password";
import { limitRegistrations } from "@/lib/credentials/server/throttle";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { ResetInput, ResetLink } from "../schema";
import { raiseEpoch } from "./account-service";
import { deleteReset, findReset, findUser, putReset } from "./repository";

const SECRET_BYTES = 32;
/** Milliseconds for which a link is good. */
const LIFE = 24 * 60 * 60 * 1000;

/**
 * Creates a link with which the user sets a new password, once. The secret follows `#`, which browsers
 * do not send.
 * @throws 401, 403 also for a key's own account, 404 `user_not_found`
 */
export async function makeResetLink(ctx: Context, userId: string): Promise<ResetLink> {
  const admin = requireAdmin(ctx.actor);
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const expires_at = new Date(clock.now().getTime() + LIFE).toISOString();
  await withTransaction(ctx.db, async (tx) => {
    const user = await findUser(tx, userId);
    if (!user) throw new AppError("user_not_found", "There is no user with this id.");
    requireNotOwnKey(admin, user.id);
    await putReset(tx, { user_id: user.id, hash: hashSecret(secret), expires_at });
    await recordEvent(ctx, tx, {
      action: "user.reset_link",
      target: `user:${user.id}`,
      after: { expires_at },
    });
  });
  return { path: `/reset#${secret}`, expires_at };
}

/** The user whose link it is. @throws 404 `reset_not_found` when it was used, replaced, or is too old */
async function ownerOf(db: Reader, hash: string) {
  const reset = await findReset(db, hash);
  const user = reset && reset.expires_at > clock.iso() ? await findUser(db, reset.user_id) : null;
  if (user) return user;
  const detail =
    "The link was used, replaced by a newer one, or is older than 24 hours. Ask an admin for a new link.";
  throw new AppError("reset_not_found", detail);
}

/** Whose password a link would set. @throws 404 `reset_not_found` */
export async function readReset(ctx: Context, token: string): Promise<{ email: string }> {
  const { email } = await ownerOf(ctx.db.read, hashSecret(token));
  return { email };
}

/**
 * Sets a new password by a link, which is used up; all sessions of the user end.
 * @throws 404 `reset_not_found`, 429 `rate_limited`
 */
export async function resetPassword(
  ctx: Context,
  { token, password }: ResetInput,
): Promise<{ email: string }> {
  const hash = hashSecret(token);
  await ownerOf(ctx.db.read, hash);
  await limitRegistrations(ctx, hash);
  const password_hash = await hashPassword(password);
  return withTransaction(ctx.db, async (tx) => {
    // Used by another request since.
    const user = await ownerOf(tx, hash);
    await deleteReset(tx, user.id);
    await raiseEpoch(ctx, tx, user, { action: "user.password_reset", set: { password_hash } });
    return { email: user.email };
  });
}
