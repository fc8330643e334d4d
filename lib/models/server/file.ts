import "server-only";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readEnv } from "@/lib/env";
import { CatalogFileError, type CatalogList, parseCatalogFile, whyNone } from "../catalog-file";

/** What stands in a file: a list of models, or why there is none. */
export interface FileRead {
  /** SHA-256 of the text, whatever it is; null where there is none. */
  digest: string | null;
  list: CatalogList | CatalogFileError;
}

/** Bytes: thousands of models, each with all that can be said of it. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Milliseconds: a disk of another machine may not answer at all. */
const TIME = 10_000;

async function readText(file: string): Promise<string> {
  const info = await stat(file);
  if (!info.isFile()) throw new Error("it is not a file");
  if (info.size > MOST_BYTES) throw new Error(`it is over ${MOST_BYTES / 1024 / 1024} MB`);
  return readFile(file, "utf8");
}

async function tooLate(): Promise<never> {
  await sleep(TIME, undefined, { ref: false });
  throw new Error(`it did not answer within ${TIME / 1000} seconds`);
}

async function examine(file: string, name: string): Promise<FileRead> {
  let text: string;
  try {
    text = await Promise.race([readText(file), tooLate()]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { digest: null, list: new CatalogFileError(`${name} cannot be read: ${reason}`) };
  }
  const digest = createHash("sha256").update(text).digest("hex");
  try {
    return { digest, list: parseCatalogFile(text) };
  } catch (error) {
    if (!(error instanceof CatalogFileError)) throw error;
    return { digest, list: new CatalogFileError(`${name} ${error.message}`) };
  }
}

/**
 * The models in a file, also where none of its entries is right: all faults are told then.
 * @param name what the file is called in a failure
 * @throws CatalogFileError where it cannot be used at all
 */
export async function readCatalogFile(file: string, name: string): Promise<CatalogList> {
  const { list } = await examine(file, name);
  if (list instanceof CatalogFileError) throw list;
  return list;
}

/**
 * What stands in `MODELS_FILE`; a failure names it. A file with entries of which none is right is
 * one that cannot be used: it would empty the catalog.
 */
export async function examineConfiguredCatalog(): Promise<FileRead> {
  const { MODELS_FILE } = readEnv();
  const name = `MODELS_FILE (${path.resolve(MODELS_FILE)})`;
  const read = await examine(MODELS_FILE, name);
  if (read.list instanceof CatalogFileError) return read;
  const reason = whyNone(read.list);
  return reason === undefined ? read : { ...read, list: new CatalogFileError(`${name} ${reason}`) };
}

/** The models in `MODELS_FILE`. @throws CatalogFileError that names it */
export async function readConfiguredCatalog(): Promise<CatalogList> {
  const { list } = await examineConfiguredCatalog();
  if (list instanceof CatalogFileError) throw list;
  return list;
}
