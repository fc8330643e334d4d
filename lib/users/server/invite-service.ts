import "server-only";
import { withTransaction } from "@/db/transaction";
import { requireAdmin } from "@/lib/actor";
import { recordEvent } from "@/lib/audit/server/service";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { Invitation, InviteInput } from "../schema";
import { requireConfirmedAdmin } from "./account-service";
import { addUser, mapEmailConflict, userView } from "./create";
import { issueLink } from "./links";
import { deleteReset, deleteUser, findUser, NO_PASSWORD } from "./repository";

/**
 * Creates an account without a password and a link with which its user sets one, whether registration
 * is open or closed.
 * @throws 401, 403 also with an API key, 403 `password_required`, 409 `email_taken`
 */
export async function inviteUser(ctx: Context, input: InviteInput): Promise<Invitation> {
  try {
    return await withTransaction(ctx.db, async (tx) => {
      const admin = await requireConfirmedAdmin(ctx, tx);
      const user = await addUser(ctx, tx, input, { role: input.role, hash: NO_PASSWORD });
      return { ...userView(user), link: await issueLink(tx, user, admin.id) };
    });
  } catch (error) {
    throw mapEmailConflict(error);
  }
}

/**
 * Deletes the account of a user who has not set a password yet, and their link.
 * @throws 401, 403, 404 `user_not_found`, 409 `invitation_used`
 */
export async function withdrawInvitation(ctx: Context, id: string): Promise<void> {
  requireAdmin(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
    const user = await findUser(tx, id);
    if (!user) throw new AppError("user_not_found", "There is no user with this id.");
    const { email, name, role, password_hash } = user;
    if (password_hash !== NO_PASSWORD) {
      const detail = `“${name}” has already set a password. Disable the account instead.`;
      throw new AppError("invitation_used", detail);
    }
    await deleteReset(tx, id);
    await deleteUser(tx, id);
    await recordEvent(ctx, tx, {
      action: "user.withdraw",
      target: `user:${id}`,
      before: { email, name, role },
    });
  });
}
