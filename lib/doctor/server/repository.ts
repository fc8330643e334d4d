import "server-only";
import { and, count, eq, gt, isNull, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { api_keys, model_profiles, profile_assignments, users } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";

/** Assignments of a profile that the user may not see. */
export function selectLostAssignments(db: Reader) {
  const { user_id, task, profile_id } = profile_assignments;
  return db
    .select({ user_id, task, profile_id })
    .from(profile_assignments)
    .leftJoin(model_profiles, eq(model_profiles.id, profile_id))
    .where(
      or(
        isNull(model_profiles.id),
        and(ne(model_profiles.user_id, user_id), ne(model_profiles.user_id, SYSTEM_USER_ID)),
      ),
    );
}

/** Profiles with a base that their owner may not see. */
export function selectLostBases(db: Reader) {
  const base = alias(model_profiles, "base");
  return db
    .select({ id: model_profiles.id, base: base.id })
    .from(model_profiles)
    .innerJoin(base, eq(base.id, model_profiles.base_profile_id))
    .where(and(ne(base.user_id, model_profiles.user_id), ne(base.user_id, SYSTEM_USER_ID)));
}

/** Valid keys whose owner is disabled or not an admin. */
export function selectKeysOfOthers(db: Reader, now: string) {
  const { id, name, scopes, revoked_at, expires_at } = api_keys;
  return db
    .select({ id, name, scopes, email: users.email, role: users.role, disabled: users.disabled })
    .from(api_keys)
    .innerJoin(users, eq(users.id, api_keys.user_id))
    .where(
      and(
        isNull(revoked_at),
        or(isNull(expires_at), gt(expires_at, now)),
        or(ne(users.role, "admin"), eq(users.disabled, true)),
      ),
    );
}

/** The number of accounts, and of admins among them who can sign in. */
export async function countAccounts(db: Reader): Promise<{ all: number; admins: number }> {
  const isAdmin = and(eq(users.role, "admin"), eq(users.disabled, false));
  const [all] = await db.select({ n: count() }).from(users);
  const [admins] = await db.select({ n: count() }).from(users).where(isAdmin);
  return { all: all?.n ?? 0, admins: admins?.n ?? 0 };
}
