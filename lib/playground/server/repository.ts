import "server-only";
import { and, count, desc, eq } from "drizzle-orm";
import { task_examples } from "@/db/schema/playground";
import type { Reader, Transaction } from "@/db/transaction";
import type { TaskKey } from "@/lib/registry/tasks";

export type ExampleRow = typeof task_examples.$inferSelect;

/** A user's examples for a task, newest first. */
export function selectExamples(db: Reader, userId: string, task: TaskKey): Promise<ExampleRow[]> {
  return db
    .select()
    .from(task_examples)
    .where(and(eq(task_examples.user_id, userId), eq(task_examples.task, task)))
    .orderBy(desc(task_examples.created_at), desc(task_examples.id));
}

/** How many examples a user has for a task. */
export async function countExamples(db: Reader, userId: string, task: TaskKey): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(task_examples)
    .where(and(eq(task_examples.user_id, userId), eq(task_examples.task, task)));
  return row?.count ?? 0;
}

export async function insertExample(tx: Transaction, row: ExampleRow): Promise<void> {
  await tx.insert(task_examples).values(row);
}

/** Deletes a user's example of a task; false if they have none with the id. */
export async function deleteExample(
  tx: Transaction,
  { id, user_id, task }: Pick<ExampleRow, "id" | "user_id" | "task">,
): Promise<boolean> {
  const deleted = await tx
    .delete(task_examples)
    .where(
      and(
        eq(task_examples.id, id),
        eq(task_examples.user_id, user_id),
        eq(task_examples.task, task),
      ),
    )
    .returning({ id: task_examples.id });
  return deleted.length > 0;
}
