import "server-only";
import { type CatalogList, collectEntries, whyNone } from "../catalog-file";
import { ollamaEntry, ollamaShow, ollamaTag, ollamaTags, type OllamaTag } from "../ollama";
import { openAiEntry, openAiModels } from "../openai";
import type { CatalogFault } from "../schema";
import type { SourceKind } from "../source-kinds";
import { ask, isSpent, type Server, SourceError } from "./ask";

/** Models of one source: what a catalog of ours is quick with, and a transaction short. */
const MOST_MODELS = 5000;
const MOST_FAULTS = 200;
/** Models that are asked about at a time. */
const WIDTH = 4;

interface Listed extends Server {
  provider: string;
  /** What else holds an id. */
  heldBy: (id: string) => string | undefined;
}

function assertCount(models: readonly unknown[]): void {
  if (models.length <= MOST_MODELS) return;
  throw new SourceError(
    `lists ${models.length} models, more than the ${MOST_MODELS} that are read`,
  );
}

/** Works on every item, a few at a time, and keeps their order. */
async function mapFew<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>) {
  const results: R[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: WIDTH }, lane));
  return results;
}

async function listOllama(server: Listed): Promise<CatalogList> {
  const { models } = await ask(server, "/api/tags", ollamaTags);
  assertCount(models);
  const faults: CatalogFault[] = [];
  const show = async (tag: OllamaTag, index: number) => {
    try {
      return await ask(server, "/api/show", ollamaShow, { model: tag.model ?? tag.name });
    } catch (error) {
      // With nothing left for the others, half a list would take the place of a whole one.
      if (!(error instanceof SourceError) || isSpent(server)) throw error;
      const message = `${tag.name} is listed without its context: the server ${error.message}`;
      faults.push({ index, path: "details.context_length", message });
      return null;
    }
  };
  const candidates = await mapFew(models, async (model, index) => {
    const tag = ollamaTag(model);
    return tag ? ollamaEntry(tag, await show(tag, index), server.provider) : model;
  });
  const list = collectEntries(candidates, server.heldBy);
  return { ...list, errors: [...list.errors, ...faults].sort((a, b) => a.index - b.index) };
}

/** Addresses for OpenAI's interface are given with its version and without. */
function openAiPath(address: string): string {
  return address.endsWith("/v1") ? "/models" : "/v1/models";
}

async function listOpenAi(server: Listed): Promise<CatalogList> {
  const { data } = await ask(server, openAiPath(server.address), openAiModels);
  assertCount(data);
  return collectEntries(
    data.map((entry) => openAiEntry(entry, server.provider)),
    server.heldBy,
  );
}

const LISTS = { ollama: listOllama, openai: listOpenAi } as const;

/** As many faults as anybody reads; how many more there are is told. */
function cut(errors: readonly CatalogFault[]): CatalogFault[] {
  const more = errors.length - MOST_FAULTS;
  if (more <= 0) return [...errors];
  const message = `${more} more faults are not listed`;
  return [...errors.slice(0, MOST_FAULTS), { index: -1, path: "", message }];
}

/** The models that a source has now. @throws SourceError also where it lists some, and none is right */
export async function listSource(kind: SourceKind, server: Listed): Promise<CatalogList> {
  const list = await LISTS[kind](server);
  const reason = whyNone(list);
  if (reason !== undefined) throw new SourceError(reason);
  return { ...list, errors: cut(list.errors) };
}
