import "server-only";
import { stringify } from "csv-stringify/sync";
import { requireAdmin } from "@/lib/actor";
import type { Context } from "@/lib/context";
import type { Position } from "@/lib/http/pagination";
import { type AuditEvent, auditEvent, type ExportQuery } from "../schema";
import { listEvents } from "./repository";

/** Events in memory at a time. */
const BATCH = 500;

const COLUMNS = Object.keys(auditEvent.shape);

async function* batches(ctx: Context, query: ExportQuery): AsyncGenerator<AuditEvent[]> {
  let after: Position | undefined;
  for (;;) {
    const rows = await listEvents(ctx.db.read, { ...query, limit: BATCH }, after);
    const events = rows.slice(0, BATCH);
    yield events;
    const last = events.at(-1);
    if (rows.length <= BATCH || !last) return;
    after = { value: last.created_at, id: last.id };
  }
}

async function* csv(ctx: Context, query: ExportQuery): AsyncGenerator<string, void> {
  yield stringify([COLUMNS], { record_delimiter: "windows" });
  for await (const events of batches(ctx, query)) {
    yield stringify(events, {
      columns: COLUMNS,
      record_delimiter: "windows",
      // A spreadsheet would run text that starts like a formula.
      escape_formulas: true,
      cast: { object: (value) => JSON.stringify(value) },
    });
  }
}

async function* json(ctx: Context, query: ExportQuery): AsyncGenerator<string, void> {
  let before = "[\n";
  for await (const events of batches(ctx, query)) {
    for (const event of events) {
      yield before + JSON.stringify(event);
      before = ",\n";
    }
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** A file with all matching events, newest first, as a stream. @throws 401, 403 */
export function exportAudit(ctx: Context, query: ExportQuery): ReadableStream<Uint8Array> {
  requireAdmin(ctx.actor);
  const pieces = query.format === "csv" ? csv(ctx, query) : json(ctx, query);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
