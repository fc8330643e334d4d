import "server-only";
import { requireUser, viewerOf } from "@/lib/actor";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { enginesFor, hasEngines } from "@/lib/engines/server/target-service";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import type { ModelEntry } from "@/lib/models/schema";
import { TASKS } from "@/lib/registry/tasks";
import { beginningOf } from "@/lib/registry/words";
import { lastUses } from "@/lib/usage/server/service";
import { effectiveChanges } from "../overview";
import { type OverviewList, SHOWN_PROMPT, type TaskOverview } from "../overview-schema";
import { resolve } from "../resolve";
import { resolveFor, type TaskResolution } from "./resolve-service";

function modelOf(id: string, model: ModelEntry | undefined): TaskOverview["model"] {
  return {
    id,
    available: model !== undefined,
    parameter_size: model?.details.parameter_size ?? null,
    quantization: model?.details.quantization_level ?? null,
    size: model?.size ?? null,
    context_length: model?.details.context_length ?? null,
  };
}

function nameOf({ id, name, revision }: TaskResolution["profile"]): TaskOverview["profile"] {
  return { id, name, revision };
}

/** By model, the engine that is tried first. */
async function firstEngines(ctx: Context, resolutions: readonly TaskResolution[]) {
  const models = new Set(resolutions.map(({ profile }) => profile.model_name));
  const engines = new Map<string, TaskOverview["engine"]>();
  for (const model of models) {
    const [first] = await enginesFor(ctx, model);
    engines.set(model, first ? { name: first.name, status: first.status } : null);
  }
  return engines;
}

/** What each task uses for the caller, in a line, in type order. @throws 401, 403 */
export async function listOverview(ctx: Context): Promise<OverviewList> {
  const actor = requireUser(ctx.actor, "read");
  const resolutions = await resolveFor(ctx, viewerOf(actor), TASKS);
  const engines = await firstEngines(ctx, resolutions);
  const used = await lastUses(ctx);
  const catalog = await currentCatalog(ctx);
  const bounds = await currentBounds(ctx, ctx.db.read);
  const findModel = (id: string) => catalog.byId.get(id);
  const data = resolutions.map((found): TaskOverview => {
    const { task, source, profile, effective, fallback, own, warnings } = found;
    const standard =
      source === "user" && resolve({ task, assigned: [], fallback, findModel, bounds });
    return {
      task: task.key,
      source,
      profile: nameOf(profile),
      assigned: own ? nameOf(own) : null,
      model: modelOf(profile.model_name, found.model),
      engine: engines.get(profile.model_name) ?? null,
      prompt: beginningOf(effective.system_prompt, SHOWN_PROMPT),
      changes: standard ? effectiveChanges(standard.effective, effective) : [],
      warnings,
      last_used: used.get(task.key) ?? null,
    };
  });
  return { data, has_engines: await hasEngines(ctx) };
}
