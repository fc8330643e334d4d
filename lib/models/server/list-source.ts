import "server-only";
import { inTurns } from "@/db/in-turns";
import { asObject } from "@/lib/objects";
import { type CatalogList, listIn, ListReader, type NextPage, nextPage, whyNone } from "../list";
import type { CatalogFault } from "../schema";
import { type ListsAs, listUrls, showUrl } from "@/lib/registry/engine-urls";
import { ask, isSpent, type Server, RemoteError } from "@/lib/http/server/ask";

/** Models of one source; a longer list is cut off, and reported as such. */
const MOST_MODELS = 5000;
const MOST_PAGES = 50;
const MOST_FAULTS = 200;
/** Models that are asked about at a time. */
const WIDTH = 4;
/** Bytes of a model's details: its license and template are the most of it. */
const MOST_SHOW_BYTES = 256 * 1024;

interface Listed extends Server {
  provider: string;
  /** What else holds an id. */
  heldBy: (id: string) => string | undefined;
}

/** The raw entries of a source, and why they are not all. */
interface RawList {
  items: unknown[];
  truncated?: string;
}

async function askList(server: Listed, url: URL): Promise<{ json: unknown; items: unknown[] }> {
  const json = await ask(server, { url });
  const items = listIn(json);
  if (items !== null) return { json, items };
  throw new RemoteError(`${url.href} did not return a list of models`, undefined, true);
}

/** The first of the URLs that has a list. @throws RemoteError that names every URL tried */
async function findList(server: Listed, urls: readonly URL[]) {
  const reasons: string[] = [];
  for (const url of urls) {
    try {
      return { url, ...(await askList(server, url)) };
    } catch (error) {
      if (!(error instanceof RemoteError) || !error.isElsewhere) throw error;
      reasons.push(error.message);
    }
  }
  throw new RemoteError(reasons.join("; "));
}

/** Query parameters that take a token, by server: OpenAI, Anthropic, Gemini, others. */
const TOKEN_NAMES = ["after", "after_id", "pageToken", "cursor"] as const;

/** Where the next page may be: on the same server, since the key is for it. */
function pageUrls(url: URL, next: NonNullable<NextPage>): URL[] {
  if ("url" in next) {
    const to = URL.canParse(next.url, url) ? new URL(next.url, url) : null;
    return to?.origin === url.origin ? [to] : [];
  }
  return TOKEN_NAMES.map((name) => {
    const to = new URL(url);
    to.searchParams.set(name, next.token);
    return to;
  });
}

const idOf = (item: unknown) => JSON.stringify(asObject(item).id ?? asObject(item).name ?? item);

/** The first of the pages with something new: a server that does not know a parameter repeats itself. */
async function findPage(server: Listed, urls: readonly URL[], known: ReadonlySet<string>) {
  for (const url of urls) {
    const page = await askList(server, url).catch((error: unknown) => {
      if (error instanceof RemoteError && !isSpent(server)) return null;
      throw error;
    });
    if (page?.items.some((item) => !known.has(idOf(item)))) return { url, ...page };
  }
  return null;
}

async function listPages(server: Listed, urls: readonly URL[]): Promise<RawList> {
  const first = await findList(server, urls);
  const items = [...first.items];
  const known = new Set(items.map(idOf));
  let next = nextPage(first.json);
  for (let pages = 1; next !== null; pages += 1) {
    if (items.length > MOST_MODELS) break;
    if (pages >= MOST_PAGES) return { items, truncated: `has more than ${MOST_PAGES} pages` };
    const page = await findPage(server, pageUrls(first.url, next), known);
    if (page === null) return { items, truncated: "has further pages that could not be read" };
    const fresh = page.items.filter((item) => !known.has(idOf(item)));
    for (const item of fresh) known.add(idOf(item));
    items.push(...fresh);
    next = nextPage(page.json);
  }
  if (items.length <= MOST_MODELS) return { items };
  const truncated = `has more than the ${MOST_MODELS} models that are read`;
  return { items: items.slice(0, MOST_MODELS), truncated };
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

/** What Ollama lists of a model, with what it shows of it: the context and the capabilities. */
function withShow(tag: object, show: unknown): unknown {
  const { capabilities, model_info, details } = asObject(show);
  return {
    ...tag,
    ...(capabilities ? { capabilities } : {}),
    model_info,
    details: { ...asObject(details), ...nonEmpty(asObject(asObject(tag).details)) },
  };
}

function nonEmpty(object: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== "" && value !== null),
  );
}

async function showAll(server: Listed, items: readonly unknown[]) {
  const notes: CatalogFault[] = [];
  const url = showUrl(server.url);
  const shown = await mapFew(items, async (item, index) => {
    const tag = asObject(item);
    const model = tag.model ?? tag.name;
    if (typeof model !== "string") return item;
    try {
      const show = await ask(server, { url, body: { model }, mostBytes: MOST_SHOW_BYTES });
      return withShow(tag, show);
    } catch (error) {
      // With nothing left for the others, half a list would replace a whole one.
      if (!(error instanceof RemoteError) || isSpent(server)) throw error;
      const message = `${model} is listed without its details: the server ${error.message}`;
      notes.push({ index, path: "details.context_length", message, note: true });
      return item;
    }
  });
  return { shown, notes };
}

/** The first faults; how many more there are is the last. */
function limitFaults(errors: readonly CatalogFault[]): CatalogFault[] {
  const more = errors.length - MOST_FAULTS;
  if (more <= 0) return [...errors];
  const message = `${more} more are not listed`;
  return [...errors.slice(0, MOST_FAULTS), { index: -1, path: "", message }];
}

/** The entries of raw items, read in chunks so that other requests get their turn. */
export async function readItems(
  items: Iterable<unknown>,
  reader: ListReader,
): Promise<CatalogList> {
  for await (const item of inTurns(items)) reader.add(item);
  return reader.result();
}

/** The models that a source has now. @throws RemoteError also if it lists some, but none is readable */
export async function listSource(kind: ListsAs, server: Listed): Promise<CatalogList> {
  const { items, truncated } = await listPages(server, listUrls(kind, server.url));
  const { shown, notes } =
    kind === "ollama" ? await showAll(server, items) : { shown: items, notes: [] };
  const reader = new ListReader({ provider: server.provider, isFile: false }, server.heldBy);
  const list = await readItems(shown, reader);
  const reason = whyNone(list);
  if (reason !== undefined) throw new RemoteError(reason);
  const cut: CatalogFault[] =
    truncated === undefined ? [] : [{ index: -1, path: "", message: `the list ${truncated}` }];
  const errors = [...list.errors, ...notes].sort((a, b) => a.index - b.index);
  return {
    ...list,
    errors: limitFaults([...cut, ...errors]),
    isPartial: list.isPartial || truncated !== undefined,
  };
}
