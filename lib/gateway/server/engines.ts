import "server-only";
import type { Context } from "@/lib/context";
import { enginesFor as servingEngines } from "@/lib/engines/server/target-service";
import type { EngineTarget } from "@/lib/engines/target";
import { singleton } from "@/lib/runtime/process";

/** The engines that run a model of the catalog, in the order in which they are tried. */
export function enginesFor(ctx: Context, modelId: string): Promise<readonly EngineTarget[]> {
  // Tests put engines of their own here.
  return singleton("gateway-engines", () => servingEngines)(ctx, modelId);
}
