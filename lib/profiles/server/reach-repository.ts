import "server-only";
import { and, count, eq, sql } from "drizzle-orm";
import { profile_assignments, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";

/** People who can sign in. */
export async function countPeople(db: Reader): Promise<number> {
  const [row] = await db.select({ total: count() }).from(users).where(eq(users.disabled, false));
  return row?.total ?? 0;
}

/** Task key → how many people chose another profile for it. */
export async function countOverrides(db: Reader): Promise<Map<string, number>> {
  const rows = await db
    .select({ task: profile_assignments.task, total: count() })
    .from(profile_assignments)
    .innerJoin(users, and(eq(users.id, profile_assignments.user_id), eq(users.disabled, false)))
    .groupBy(profile_assignments.task);
  return new Map(rows.map((row) => [row.task, row.total]));
}

/** A default's id → how many profiles stand on it, near or far. */
export async function countHeirs(db: Reader): Promise<Map<string, number>> {
  const rows = await db.all<{ root: string; heirs: number }>(sql`
    WITH RECURSIVE heirs(root, id) AS (
      SELECT id, id FROM model_profiles WHERE user_id = ${SYSTEM_USER_ID}
      UNION
      SELECT heirs.root, p.id FROM model_profiles p JOIN heirs ON p.base_profile_id = heirs.id
    ) SELECT root, count(*) - 1 AS heirs FROM heirs GROUP BY root`);
  return new Map(rows.map((row) => [row.root, row.heirs]));
}

/** Deletes every assignment of the profile, whoever made it. @returns the tasks it was assigned to */
export async function deleteAssignmentsOf(tx: Transaction, profileId: string): Promise<string[]> {
  const rows = await tx
    .delete(profile_assignments)
    .where(eq(profile_assignments.profile_id, profileId))
    .returning({ task: profile_assignments.task });
  return rows.map((row) => row.task);
}
