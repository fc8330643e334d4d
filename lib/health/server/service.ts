import "server-only";
import type { Context } from "@/lib/context";
import { currentCatalog } from "@/lib/models/server/service";
import manifest from "@/package.json";
import type { Health } from "../contract";

/** Whether the database answers and what is loaded; never throws. */
export async function checkHealth(ctx: Context): Promise<Health> {
  const { version } = manifest;
  const start = performance.now();
  try {
    await ctx.db.ping();
    const latency_ms = Number((performance.now() - start).toFixed(3));
    const { entries } = await currentCatalog(ctx);
    const catalog = { models: entries.length };
    return { status: "ok", version, database: { status: "ok", latency_ms }, catalog };
  } catch {
    const database = { status: "unavailable", latency_ms: null } as const;
    return { status: "unavailable", version, database, catalog: { models: 0 } };
  }
}
