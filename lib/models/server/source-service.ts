import "server-only";
import type { Transaction } from "@/db/transaction";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { RemoteError, withinLimits } from "@/lib/http/server/ask";
import type { ListsAs } from "@/lib/registry/engine-urls";
import type { CatalogRead } from "../catalog-schema";
import type { CatalogList } from "../list";
import { FILE_SOURCE } from "../source";
import { applyRead, isSuperseded } from "./apply";
import { type Catalog, currentCatalog, freshCatalog } from "./catalog-service";
import { listSource } from "./list-source";
import { deleteReads, findRead, type ReadRow, selectReads } from "./reads-repository";
import { raiseVersion, selectIds, setProvider } from "./repository";
import { countOf, viewRead } from "./views";

/** A server that models are read from. */
export interface Source {
  id: string;
  listsAs: ListsAs;
  /** What its models say as their provider. */
  provider: string;
  url: string;
  /** What it gets as a bearer token. @throws RemoteError if it cannot be opened */
  openKey: () => string | null;
  isLocal: boolean;
}

/** What the catalog has of a source. */
interface SourceState {
  /** Models of the catalog that are the source's. */
  model_count: number;
  read: CatalogRead | null;
}

function stateOf(catalog: Catalog, source: string, row: ReadRow | undefined): SourceState {
  return { model_count: countOf(catalog, source), read: viewRead(row) };
}

/** What the catalog has of each source now; a function of the source's id. */
export async function sourceStates(ctx: Context): Promise<(source: string) => SourceState> {
  const catalog = await currentCatalog(ctx);
  const reads = new Map((await selectReads(ctx.db.read)).map((row) => [row.source, row]));
  return (source) => stateOf(catalog, source, reads.get(source));
}

/** What the catalog has of a source, with everything that was committed before the call. */
export async function sourceState(ctx: Context, source: string): Promise<SourceState> {
  return stateOf(await freshCatalog(ctx), source, await findRead(ctx.db.read, source));
}

/** When each source was last read. */
export async function lastReads(ctx: Context): Promise<ReadonlyMap<string, string>> {
  return new Map((await selectReads(ctx.db.read)).map((row) => [row.source, row.read_at]));
}

/** Which source before this one has an id; `before` has their names in order of precedence. */
async function holders(ctx: Context, before: ReadonlyMap<string, string>) {
  const { sourcesOf } = await currentCatalog(ctx);
  const names = new Map([...before, [FILE_SOURCE, "the file"]]);
  return (id: string) => names.get(sourcesOf.get(id)?.[0]?.source ?? "");
}

async function listOrError(
  source: Source,
  heldBy: (id: string) => string | undefined,
  end: AbortSignal,
): Promise<CatalogList | RemoteError> {
  const { listsAs, provider, url, isLocal } = source;
  try {
    const key = source.openKey();
    return await withinLimits(end, (limits) =>
      listSource(listsAs, { provider, url, key, isLocal, heldBy, ...limits }),
    );
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return error;
  }
}

/**
 * Reads a source into the catalog. If it cannot be read, it keeps what it had and is marked as stale.
 * @param before the names of the sources before it, by their ids
 * @param end stops the read without a trace
 * @param isUnchanged false if what was read answers another question: the source was changed or removed
 */
export async function readModels(
  ctx: Context,
  source: Source,
  before: ReadonlyMap<string, string>,
  end: AbortSignal,
  isUnchanged: (tx: Transaction) => Promise<boolean>,
): Promise<void> {
  const at = clock.iso();
  const list = await listOrError(source, await holders(ctx, before), end);
  if (end.aborted) return;
  await applyRead(
    ctx,
    { source: source.id, at, digest: null, list },
    async (tx) => (await isUnchanged(tx)) && !isSuperseded(at, await findRead(tx, source.id)),
  );
}

/** The ids of the models that a source has, also of those that another one has before it. */
export async function modelsOfSource(
  _ctx: Context,
  tx: Transaction,
  source: string,
): Promise<string[]> {
  return selectIds(tx, source);
}

/** Takes the models of a source out of the catalog, in the caller's transaction. */
export async function dropSource(_ctx: Context, tx: Transaction, source: string): Promise<void> {
  await deleteReads(tx, source);
  await raiseVersion(tx, clock.iso());
}

/** The catalog follows a change of the source's name or place, in the caller's transaction. */
export async function updateSource(
  _ctx: Context,
  tx: Transaction,
  source: string,
  provider: string,
): Promise<void> {
  const at = clock.iso();
  await setProvider(tx, source, provider, at);
  await raiseVersion(tx, at);
}
