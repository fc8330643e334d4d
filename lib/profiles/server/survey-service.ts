import "server-only";
import { obstacleOf } from "@/lib/values/compatibility";
import type { SystemActor } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { type Fault, fault, faultsOf } from "@/lib/errors";
import { type Catalog, currentCatalog } from "@/lib/models/server/catalog-service";
import { taskByType } from "@/lib/registry/tasks";
import { contentOf } from "@/lib/values/content";
import { crossFieldFaults, modelFaults } from "@/lib/values/rules";
import { type Profile, profileInput } from "../schema";
import type { ProfileRow } from "./repository";
import { viewProfile } from "./service";
import { selectAfter, selectOwnedBy } from "./survey-repository";

/** Rows that are read at a time. */
const CHUNK = 500;

/** All profiles of one owner, for whoever runs the program. */
export async function profilesOf(ctx: Context<SystemActor>, ownerId: string): Promise<Profile[]> {
  const catalog = await currentCatalog(ctx);
  const rows = await selectOwnedBy(ctx.db.read, ownerId);
  return rows.map((row) => viewProfile(ctx, catalog, row));
}

/** A stored profile that today's rules would refuse. */
export interface Ailing {
  id: string;
  user_id: string;
  name: string;
  faults: Fault[];
}

function faultsIn(row: ProfileRow, catalog: Catalog): Fault[] {
  const parsed = profileInput.safeParse(contentOf(row));
  const task = taskByType(row.type);
  const model = catalog.byId.get(row.model_name);
  const obstacle = task && obstacleOf(task, row, model);
  return [
    ...(parsed.success ? [] : faultsOf(parsed.error)),
    ...crossFieldFaults(row),
    ...(obstacle ? [fault(["model_name"], obstacle.code, obstacle.message)] : []),
    ...(model ? modelFaults(row, model) : []),
  ];
}

/** How many profiles are stored, and those that could not be saved today as they stand. */
export async function surveyProfiles(
  ctx: Context<SystemActor>,
): Promise<{ total: number; ailing: Ailing[] }> {
  const catalog = await currentCatalog(ctx);
  const ailing: Ailing[] = [];
  let total = 0;
  for (let after = ""; ;) {
    const rows = await selectAfter(ctx.db.read, after, CHUNK);
    for (const row of rows) {
      const faults = faultsIn(row, catalog);
      const { id, user_id, name } = row;
      if (faults.length > 0) ailing.push({ id, user_id, name, faults });
    }
    total += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return { total, ailing };
    after = last.id;
  }
}
