import { asObject } from "@/lib/objects";
import { type EntryOrigin, readEntry } from "./entry";
import type { CatalogFault, ModelEntry } from "./schema";

/** What a list of models holds: the entries, and what is wrong with the others or unknown of them. */
export interface CatalogList {
  entries: ModelEntry[];
  errors: CatalogFault[];
  /** Ids of entries after the first of that id; each is among the errors too. */
  duplicates: string[];
  /** Some entries could not be read: models that are missing may be among them. */
  isPartial: boolean;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/**
 * The entries in a list of any shape: a bare array, or under `data` (OpenAI) or `models` (Ollama,
 * Gemini), where null is an empty list (Go programs write so); null if it is no list.
 */
export function listIn(json: unknown): unknown[] | null {
  if (isList(json)) return json;
  const object = asObject(json);
  for (const name of ["data", "models"]) {
    const value = object[name];
    if (isList(value)) return value;
    if (value === null) return [];
  }
  return null;
}

/** How the next page of a list is asked for: a URL, or a token for a query parameter. */
export type NextPage = { url: string } | { token: string } | null;

const textIn = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

/** The next page, after OpenAI and Anthropic (`has_more`, `last_id`), Gemini, or a link. */
export function nextPage(json: unknown): NextPage {
  const { has_more, last_id, next, next_cursor, nextPageToken, links } = asObject(json);
  const link = textIn(next) ?? textIn(asObject(links).next);
  if (link !== null && /^(https?:\/\/|[/?])/.test(link)) return { url: link };
  const token = link ?? textIn(next_cursor) ?? textIn(nextPageToken);
  if (token !== null) return { token };
  const last = textIn(last_id) ?? textIn(asObject(listIn(json)?.at(-1)).id);
  return has_more === true && last !== null ? { token: last } : null;
}

/** Collects entries, each id once. */
export class ListReader {
  private readonly entries = new Map<string, ModelEntry>();
  private readonly errors: CatalogFault[] = [];
  private readonly duplicates: string[] = [];
  private isPartial = false;
  private index = 0;

  /**
   * @param origin of the entries
   * @param heldBy which source that takes precedence has an id
   */
  constructor(
    private readonly origin: EntryOrigin,
    private readonly heldBy: (id: string) => string | undefined = () => undefined,
  ) {}

  private report(path: string, message: string, isNote = false): void {
    this.errors.push({ index: this.index, path, message, ...(isNote ? { note: true } : {}) });
  }

  private keep(entry: ModelEntry): void {
    const { id } = entry;
    if (this.entries.has(id)) {
      this.duplicates.push(id);
      this.report("id", `id ${id} appears twice; the first entry is used`);
      return;
    }
    this.entries.set(id, entry);
    const holder = this.heldBy(id);
    // Kept, for when the other source drops it.
    if (holder !== undefined) this.report("id", `id ${id} is also in ${holder}, which is used`);
  }

  add(candidate: unknown): void {
    const result = readEntry(candidate, this.origin);
    if (result.entry === null) {
      this.isPartial = true;
      for (const { path, message } of result.errors) this.report(path, message);
    } else {
      for (const { path, message } of result.notes) this.report(path, message, true);
      this.keep(result.entry);
    }
    this.index += 1;
  }

  /** How many different models there are so far. */
  get size(): number {
    return this.entries.size;
  }

  result(): CatalogList {
    const { errors, duplicates, isPartial } = this;
    return { entries: [...this.entries.values()], errors, duplicates, isPartial };
  }
}

/**
 * Why a list with entries, none of which can be read, must not replace the previous one; undefined for
 * a list with a readable entry, and for an empty one.
 */
export function whyNone({ entries, errors: [first] }: CatalogList): string | undefined {
  if (entries.length > 0 || !first) return undefined;
  return `lists models, but none can be read; entry ${first.index}: ${first.message}`;
}
