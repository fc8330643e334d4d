import "server-only";
import { randomBytes } from "node:crypto";
import type { Reader, Transaction } from "@/db/transaction";
import { clock, isRecent } from "@/lib/clock";
import { hashSecret } from "@/lib/credentials/server/password";
import { AppError } from "@/lib/errors";
import type { ResetLink } from "../schema";
import {
  findReset,
  findUser,
  NO_PASSWORD,
  putReset,
  type ResetRow,
  type UserRow,
} from "./repository";

const SECRET_BYTES = 32;
const DAY = 24 * 60 * 60 * 1000;

/** Milliseconds for which a link of the user is valid: an invitation may wait for a while. */
function lifeOf({ password_hash }: UserRow): number {
  return password_hash === NO_PASSWORD ? 7 * DAY : DAY;
}

/**
 * Stores a new link of the user in place of an earlier one. The secret follows `#`, which browsers do
 * not send.
 */
export async function issueLink(
  tx: Transaction,
  user: UserRow,
  created_by: string,
): Promise<ResetLink> {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const expires_at = new Date(clock.now().getTime() + lifeOf(user)).toISOString();
  await putReset(tx, { user_id: user.id, hash: hashSecret(secret), expires_at, created_by });
  return { path: `/reset#${secret}`, expires_at };
}

/** True if the user's link has not expired, and its creator may still create one. */
async function isValid(db: Reader, reset: ResetRow, user: UserRow): Promise<boolean> {
  const { expires_at, created_by } = reset;
  const life = lifeOf(user);
  const created = new Date(Date.parse(expires_at) - life).toISOString();
  if (expires_at <= clock.iso() || !isRecent(created, life) || created_by === null) return false;
  const creator = await findUser(db, created_by);
  return creator?.role === "admin" && !creator.disabled;
}

/** The user whose link it is. @throws 404 `reset_not_found` if the link is not valid */
export async function ownerOf(db: Reader, hash: string): Promise<UserRow> {
  const reset = await findReset(db, hash);
  const user = reset && (await findUser(db, reset.user_id));
  if (user && (await isValid(db, reset, user))) return user;
  const detail =
    "The link was used, replaced or withdrawn, or has expired. Ask an admin for a new link.";
  throw new AppError("reset_not_found", detail);
}
