import "server-only";
import { writeHealth } from "@/db/write-health";
import { requireAdmin } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { metrics } from "@/lib/runtime/metrics";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import manifest from "@/package.json";
import type { Health } from "../contract";

/** The health of the database and the size of the catalog; never throws. */
export async function checkHealth(ctx: Context): Promise<Health> {
  const { version } = manifest;
  const start = performance.now();
  try {
    await ctx.db.ping();
    const latency_ms = Number((performance.now() - start).toFixed(3));
    const { entries } = await currentCatalog(ctx);
    const catalog = { models: entries.length };
    const writes = await writeHealth(ctx.db);
    return { status: "ok", version, writes, database: { status: "ok", latency_ms }, catalog };
  } catch {
    const database = { status: "unavailable", latency_ms: null } as const;
    const catalog = { models: 0 };
    return { status: "unavailable", version, writes: "failing", database, catalog };
  }
}

/** The metrics of this process as text, and its media type. @throws 401, 403 */
export async function renderMetrics(ctx: Context): Promise<{ text: string; type: string }> {
  if (ctx.actor.kind !== "system") requireAdmin(ctx.actor);
  const { registry } = metrics();
  return { text: await registry.metrics(), type: registry.contentType };
}
