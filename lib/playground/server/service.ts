import "server-only";
import { withTransaction } from "@/db/transaction";
import { requireUser } from "@/lib/actor";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { findTask, TASK_KEYS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { quotaExceeded } from "@/lib/runtime/quotas";
import { parseOrThrow } from "@/lib/validation";
import { exampleInputFor } from "../schema";
import {
  countExamples,
  deleteExample,
  type ExampleRow,
  insertExample,
  selectExamples,
} from "./repository";

/** Examples of one user for one task. */
const MAX_EXAMPLES = 50;

function taskOf(keyOrNumber: string): Task {
  const task = findTask(keyOrNumber);
  if (task) return task;
  const known = `Use one of ${TASK_KEYS.join(", ")}, or a number from 1 to 19.`;
  throw new AppError("task_not_found", known);
}

/** The caller's examples for a task, newest first. @throws 401, 403, 404 `task_not_found` */
export async function listExamples(ctx: Context, keyOrNumber: string) {
  const actor = requireUser(ctx.actor, "read");
  const task = taskOf(keyOrNumber);
  return { data: await selectExamples(ctx.db.read, actor.id, task.key) };
}

/**
 * Keeps an input for a task. Only its owner sees it.
 * @throws 401, 403, 404 `task_not_found`, 409 `quota_exceeded`, 422
 */
export async function addExample(
  ctx: Context,
  keyOrNumber: string,
  body: unknown,
): Promise<ExampleRow> {
  const actor = requireUser(ctx.actor, "write");
  const task = taskOf(keyOrNumber);
  const { name, input } = parseOrThrow(exampleInputFor(task.kind), body);
  const row: ExampleRow = {
    id: ids.uuid(),
    user_id: actor.id,
    task: task.key,
    name,
    input,
    created_at: clock.iso(),
  };
  await withTransaction(ctx.db, async (tx) => {
    const used = await countExamples(tx, actor.id, task.key);
    if (used >= MAX_EXAMPLES) {
      const detail = `You may keep ${MAX_EXAMPLES} examples for a task. Delete one first.`;
      throw quotaExceeded(MAX_EXAMPLES, used, detail);
    }
    await insertExample(tx, row);
  });
  return row;
}

/** Deletes an example of the caller. @throws 401, 403, 404 `task_not_found` or `example_not_found` */
export async function removeExample(ctx: Context, keyOrNumber: string, id: string): Promise<void> {
  const actor = requireUser(ctx.actor, "write");
  const task = taskOf(keyOrNumber);
  await withTransaction(ctx.db, async (tx) => {
    const target = { id: id.toLowerCase(), user_id: actor.id, task: task.key };
    if (await deleteExample(tx, target)) return;
    throw new AppError("example_not_found", "You have no example with this id for this task.");
  });
}
