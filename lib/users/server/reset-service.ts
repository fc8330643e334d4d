import "server-only";
import { withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { hashPassword, hashSecret } from "@/lib/credentials/server/password";
import { limitRegistrations } from "@/lib/credentials/server/throttle";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { revokeAdminKeys } from "@/lib/keys/server/service";
import type { ResetInput, ResetLink, ResetSubject } from "../schema";
import { changeCredentials, requireConfirmedAdmin } from "./account-service";
import { issueLink, ownerOf } from "./links";
import { deleteReset, findUser, NO_PASSWORD } from "./repository";

/**
 * Creates a link with which the user sets a new password, once.
 * @throws 401, 403 also with an API key, 403 `password_required`, 404 `user_not_found`
 */
export async function makeResetLink(ctx: Context, userId: string): Promise<ResetLink> {
  return withTransaction(ctx.db, async (tx) => {
    const admin = await requireConfirmedAdmin(ctx, tx);
    const user = await findUser(tx, userId);
    if (!user) throw new AppError("user_not_found", "There is no user with this id.");
    const link = await issueLink(tx, user, admin.id);
    await recordEvent(ctx, tx, {
      action: "user.reset_link",
      target: `user:${user.id}`,
      after: { expires_at: link.expires_at },
    });
    return link;
  });
}

/** Whose password a link would set. @throws 404 `reset_not_found` */
export async function readReset(ctx: Context, token: string): Promise<ResetSubject> {
  const { email, password_hash } = await ownerOf(ctx.db.read, hashSecret(token));
  return { email, invited: password_hash === NO_PASSWORD };
}

/**
 * Sets a new password by a link, which is used up; all sessions of the user end, and their keys with
 * scope `admin` or `service` are revoked.
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
    await changeCredentials(ctx, tx, user, {
      action: "user.password_reset",
      set: { password_hash },
    });
    await revokeAdminKeys(ctx, tx, user.id);
    return { email: user.email };
  });
}
