import "server-only";
import { JSONParser } from "@streamparser/json";
import { setImmediate as nextTurn } from "node:timers/promises";
import { asObject } from "@/lib/objects";
import { type CatalogList, listIn, ListReader } from "../list";
import { isTooDeep, MOST_DEPTH } from "@/lib/http/server/ask";
import { readItems } from "./list-source";

/** The file as a whole cannot be used. */
export class CatalogFileError extends Error {
  override name = "CatalogFileError";
}

/** Characters that `JSON.parse` reads in about 20 ms, during which no request is answered. */
const MOST_AT_ONCE = 4 * 1024 * 1024;
const CHUNK = 64 * 1024;

function notJson(error: unknown): CatalogFileError {
  return new CatalogFileError(
    `is not JSON: ${error instanceof Error ? error.message : String(error)}`,
  );
}

/** A long text as JSON, read in chunks so that other requests get their turn. */
async function parseInChunks(text: string): Promise<unknown> {
  let root: unknown;
  const parser = new JSONParser({ paths: ["$"] });
  parser.onValue = ({ value }) => {
    root = value;
  };
  for (let at = 0; at < text.length; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
    await nextTurn();
  }
  if (!parser.isEnded) parser.end();
  return root;
}

async function parseJson(text: string): Promise<unknown> {
  try {
    return text.length <= MOST_AT_ONCE ? JSON.parse(text) : await parseInChunks(text);
  } catch (error) {
    throw notJson(error);
  }
}

/** A server's list saved as a file says so by its shape: Ollama's is under `models`. */
function providerIn(json: unknown): string {
  return Object.hasOwn(asObject(json), "models") ? "ollama" : "file";
}

/**
 * The models in the text of a catalog file: a list in any of the shapes that servers use.
 * @throws CatalogFileError if the text is no list
 */
export async function parseCatalogText(text: string): Promise<CatalogList> {
  const json = await parseJson(text.replace(/^\uFEFF/, ""));
  const items = listIn(json);
  if (items === null) {
    throw new CatalogFileError('has neither a list of models nor { "models": [...] }');
  }
  if (await isTooDeep(text)) {
    throw new CatalogFileError(`is nested deeper than ${MOST_DEPTH} levels`);
  }
  return readItems(items, new ListReader({ provider: providerIn(json), isFile: true }));
}
