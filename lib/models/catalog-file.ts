import { type Fault, faultsOf } from "@/lib/errors";
import { ollamaTask } from "./ollama";
import { type CatalogFault, type ModelEntry, modelEntry } from "./schema";

type Json = Record<string, unknown>;

/** What a list of models holds: the entries that are right, and what is wrong with the others. */
export interface CatalogList {
  entries: ModelEntry[];
  errors: CatalogFault[];
  /** Ids of entries after the first of that id; each is among the errors too. */
  duplicates: string[];
}

/** The file as a whole cannot be used. */
export class CatalogFileError extends Error {
  override name = "CatalogFileError";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CatalogFileError(`is not JSON: ${reason}`);
  }
}

/** The task that the entry's capabilities and family speak for. */
function taskOf(entry: Json): string {
  const family = isObject(entry.details) ? entry.details.family : undefined;
  const capabilities = Array.isArray(entry.capabilities) ? entry.capabilities : [];
  return ollamaTask(capabilities, typeof family === "string" ? family : "");
}

/** An entry of Ollama's `/api/tags` in the catalog's shape: the name is the id. */
function fromTags(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  const name = entry.name ?? entry.model;
  return {
    id: name,
    task: taskOf(entry),
    provider: "ollama",
    details: {},
    ...entry,
    model: entry.model ?? name,
    name,
  };
}

function entriesOf(json: unknown): unknown[] {
  if (Array.isArray(json)) return json;
  if (isObject(json) && Array.isArray(json.models)) return json.models.map(fromTags);
  throw new CatalogFileError('holds neither a list of models nor { "models": [...] }');
}

function catalogFault(index: number, fault: Fault): CatalogFault {
  return { index, path: fault.path, message: fault.message };
}

function heldFaults(
  index: number,
  id: string,
  heldBy: (id: string) => string | undefined,
): CatalogFault[] {
  const holder = heldBy(id);
  if (holder === undefined) return [];
  return [{ index, path: "id", message: `id ${id} is in ${holder} too; that entry holds` }];
}

/**
 * The candidates that are entries, each id once. A bad one is told and left out; one that another
 * source holds (`heldBy` tells which) is told and kept, for the day when that source drops it.
 */
export function collectEntries(
  candidates: readonly unknown[],
  heldBy: (id: string) => string | undefined = () => undefined,
): CatalogList {
  const errors: CatalogFault[] = [];
  const duplicates: string[] = [];
  const seen = new Map<string, ModelEntry>();
  candidates.forEach((candidate, index) => {
    const result = modelEntry.safeParse(candidate);
    if (!result.success) {
      errors.push(...faultsOf(result.error).map((fault) => catalogFault(index, fault)));
    } else if (seen.has(result.data.id)) {
      const { id } = result.data;
      duplicates.push(id);
      errors.push({ index, path: "id", message: `id ${id} stands twice; the first holds` });
    } else {
      seen.set(result.data.id, result.data);
      errors.push(...heldFaults(index, result.data.id, heldBy));
    }
  });
  return { entries: [...seen.values()], errors, duplicates };
}

/**
 * Why a list that holds entries, of which none is right, must not take the place of what there was;
 * undefined for one with a right entry, and for one that is meant to be empty.
 */
export function whyNone({ entries, errors: [first] }: CatalogList): string | undefined {
  if (entries.length > 0 || !first) return undefined;
  return `lists models of which none can be read; entry ${first.index}: ${first.message}`;
}

/**
 * The models in the text of a `.models.json`: a list of entries, or Ollama's `/api/tags` shape
 * (`{ "models": [...] }`). A bad entry is told and left out.
 * @throws CatalogFileError when the file as a whole is not of either shape
 */
export function parseCatalogFile(text: string): CatalogList {
  return collectEntries(entriesOf(parseJson(text.replace(/^\uFEFF/, ""))));
}
