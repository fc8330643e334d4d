import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { prepared } from "@/db/query";
import { profile_assignments } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

const ofUser = prepared((db: Reader) =>
  db
    .select({ task: profile_assignments.task, profile_id: profile_assignments.profile_id })
    .from(profile_assignments)
    .where(eq(profile_assignments.user_id, sql.placeholder("userId")))
    .prepare(),
);

/** All of a user's assignments: a row for each task that they override, so 19 at most. */
export function selectAssignments(db: Reader, userId: string) {
  return ofUser(db).all({ userId });
}

export async function upsertAssignment(
  tx: Transaction,
  row: typeof profile_assignments.$inferInsert,
): Promise<void> {
  await tx
    .insert(profile_assignments)
    .values(row)
    .onConflictDoUpdate({
      target: [profile_assignments.user_id, profile_assignments.task],
      set: row,
    });
}

export async function deleteAssignment(tx: Transaction, userId: string, task: string) {
  await tx
    .delete(profile_assignments)
    .where(and(eq(profile_assignments.user_id, userId), eq(profile_assignments.task, task)));
}
