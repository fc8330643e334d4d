import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { readEnv } from "@/lib/env";
import { type CatalogFile, CatalogFileError, parseCatalogFile } from "../catalog-file";

/**
 * The models in a file.
 * @param name what the file is called in a failure
 * @throws CatalogFileError where it cannot be used at all
 */
export async function readCatalogFile(file: string, name: string): Promise<CatalogFile> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CatalogFileError(`${name} cannot be read: ${reason}`);
  }
  try {
    return parseCatalogFile(text);
  } catch (error) {
    if (!(error instanceof CatalogFileError)) throw error;
    throw new CatalogFileError(`${name} ${error.message}`);
  }
}

/** The models in `MODELS_FILE`. @throws CatalogFileError that names it */
export function readConfiguredCatalog(): Promise<CatalogFile> {
  const { MODELS_FILE } = readEnv();
  return readCatalogFile(MODELS_FILE, `MODELS_FILE (${path.resolve(MODELS_FILE)})`);
}
