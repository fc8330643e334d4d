import "server-only";
import { requireUser } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { RemoteError } from "@/lib/http/server/ask";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { apiUrl } from "@/lib/registry/engine-urls";
import { ENGINES } from "@/lib/registry/engines";
import type { ServedModels } from "../results-schema";
import type { EngineTarget } from "../target";
import type { EngineStatus } from "../words";
import { checkOf, healthOf } from "./health";
import { openKey } from "./key";
import type { EngineRow } from "./repository";
import { enginesServing } from "./serving";

/** The key of an engine; undefined if it cannot be opened, which its health tells. */
function keyOf(row: EngineRow): string | null | undefined {
  try {
    return openKey(row.key);
  } catch (error) {
    if (error instanceof RemoteError) return undefined;
    throw error;
  }
}

/** What takes longer than all else; rows are the same objects until an engine changes. */
const opened = new WeakMap<EngineRow, { key: string | null | undefined; url: string }>();

function openedOf(row: EngineRow) {
  const known = opened.get(row);
  if (known) return known;
  const made = { key: keyOf(row), url: apiUrl(ENGINES[row.kind].lists_as, row.address) };
  opened.set(row, made);
  return made;
}

/** Those that were down in their last check come last: they may be up again. */
function upFirst<T extends { status: EngineStatus }>(targets: readonly T[]): T[] {
  const isDown = ({ status }: T) => status === "down";
  return [...targets.filter((each) => !isDown(each)), ...targets.filter(isDown)];
}

/**
 * The engines that serve a model of the catalog, in the order in which they are tried: by priority, and
 * those that are down last. One whose key cannot be opened is left out.
 */
export async function enginesFor(ctx: Context, model: string): Promise<EngineTarget[]> {
  const { all, servedAs } = await enginesServing(ctx);
  const targets = all.flatMap((row) => {
    const name = servedAs(row, model);
    if (name === undefined) return [];
    const { key, url } = openedOf(row);
    if (key === undefined) return [];
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      url,
      key,
      isLocal: row.local,
      maxParallel: row.max_parallel,
      priority: row.priority,
      model: name,
      context: checkOf(ctx, row)?.models.get(name)?.context ?? null,
      flags: row.flags,
      status: healthOf(ctx, row).status,
    };
  });
  return upFirst(targets);
}

/** True if any engine is enabled. */
export async function hasEngines(ctx: Context): Promise<boolean> {
  return (await enginesServing(ctx)).all.length > 0;
}

/** The models that engines serve, each with the engine that is tried first. @throws 401, 403 */
export async function listServedModels(ctx: Context): Promise<ServedModels> {
  requireUser(ctx.actor, "read");
  const { all, servedAs } = await enginesServing(ctx);
  const { byId } = await currentCatalog(ctx);
  const engines = upFirst(
    all
      .filter((row) => openedOf(row).key !== undefined)
      .map((row) => ({ row, status: healthOf(ctx, row).status })),
  );
  const data = [...byId.keys()].flatMap((model) => {
    const first = engines.find(({ row }) => servedAs(row, model) !== undefined);
    return first ? { model, engine: first.row.name, status: first.status } : [];
  });
  return { data };
}
