import "server-only";
import { requireUser, SYSTEM_USER_ID } from "@/lib/actor";
import type { Context } from "@/lib/context";
import type { RecordedChange } from "@/lib/history/schema";
import { loadChanges, readHistory } from "@/lib/history/server/service";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import { TASKS } from "@/lib/registry/tasks";
import { type HistoryPage, historyPage, type HistoryQuery } from "../schema";
import { isUndoable, obstaclesTo } from "../state";
import { currentState } from "./undo-service";

const ORDER = "-number";

type Row = Awaited<ReturnType<typeof readHistory>>["rows"][number];

function profileAt(id: string | null, name: string | null) {
  return id === null ? null : { id, name: name ?? id };
}

/** The revisions of the profile that the task got, if the change wrote it. */
function revisionsIn({ profiles }: RecordedChange, toId: string | null) {
  const written = profiles.find(({ id }) => id === toId);
  return {
    from_revision: written?.from_revision ?? null,
    to_revision: written?.to_revision ?? null,
  };
}

/** One request can assign profiles to some tasks and reset others. */
function kindOf({ row, change }: Row) {
  return change.kind === "assign" && row.to_id === null ? "reset" : change.kind;
}

function authorName({ change, author_name }: Row): string {
  return change.author === SYSTEM_USER_ID ? "System" : (author_name ?? "Unknown");
}

/**
 * How the profiles of the caller's tasks changed, newest first: who assigned or tuned what and when, and
 * whether that can be undone or assigned again.
 * @throws 401, 403, 400 `invalid_cursor`
 */
export async function listHistory(ctx: Context, query: HistoryQuery): Promise<HistoryPage> {
  const actor = requireUser(ctx.actor, "read");
  const { task, limit, cursor } = query;
  const after = decodeCursor(ORDER, cursor, "number");
  const { rows, total } = await readHistory(ctx, actor.id, { task, limit }, after);
  const page = cutPage(rows, limit, ORDER, ({ row }) => ({ value: row.number, id: row.task }));
  const ids = [...new Set(page.data.map(({ change }) => change.id))];
  const changes = await loadChanges(ctx, ctx.db.read, actor.id, ids);
  const byId = new Map(changes.map((change) => [change.id, change]));
  const state = await currentState(ctx, ctx.db.read, changes);
  const undoable = new Set(
    changes
      .filter((change) => isUndoable(change, actor.id) && obstaclesTo(change, state).length === 0)
      .map(({ id }) => id),
  );
  const data = page.data.flatMap((each) => {
    const { row, change } = each;
    const recorded = byId.get(change.id);
    if (!recorded || !TASKS.some(({ key }) => key === row.task)) return [];
    return [
      {
        change: change.id,
        task: row.task,
        created_at: change.created_at,
        kind: kindOf(each),
        author: change.author,
        author_name: authorName(each),
        from: profileAt(row.from_id, row.from_name),
        to: profileAt(row.to_id, row.to_name),
        ...revisionsIn(recorded, row.to_id),
        undone: change.undone_by !== null,
        can_undo: undoable.has(change.id),
        can_restore: row.to_id === null || state.profiles.has(row.to_id),
      },
    ];
  });
  return historyPage.parse({ ...page, data, total });
}
