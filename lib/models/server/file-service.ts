import "server-only";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { requireAdmin, type SystemActor } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/runtime/env";
import { type CatalogList, whyNone } from "../list";
import type { SyncReport } from "../query";
import { FILE_SOURCE } from "../source";
import { applyRead, isSuperseded, reportOfSame, type SourceRead } from "./apply";
import { CatalogFileError, parseCatalogText } from "./file-text";
import { findRead } from "./reads-repository";

/** The context of a command that may run without a database, on any file of the machine. */
type SystemContext = Pick<Context<SystemActor>, "actor">;

/** The content of a catalog file: its models, or why it cannot be used. */
interface FileRead {
  /** SHA-256 of the text, valid or not; null if the file cannot be read. */
  digest: string | null;
  list: CatalogList | CatalogFileError;
}

const MAX_BYTES = 64 * 1024 * 1024;
const NOTHING: SyncReport = { added: [], updated: [], removed: [], errors: [] };
/** Milliseconds; a network disk may never answer. */
const READ_TIMEOUT = 10_000;

async function readText(file: string): Promise<string> {
  const info = await stat(file);
  if (!info.isFile()) throw new Error("it is not a file");
  if (info.size > MAX_BYTES) throw new Error(`it is over ${MAX_BYTES / 1024 / 1024} MB`);
  return readFile(file, "utf8");
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function failAfterTimeout(): Promise<never> {
  await sleep(READ_TIMEOUT, undefined, { ref: false });
  throw new Error(`it did not answer within ${READ_TIMEOUT / 1000} seconds`);
}

async function examine(file: string, name: string): Promise<FileRead> {
  let text: string;
  try {
    text = await Promise.race([readText(file), failAfterTimeout()]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { digest: null, list: new CatalogFileError(`${name} cannot be read: ${reason}`) };
  }
  const digest = digestOf(text);
  try {
    return { digest, list: await parseCatalogText(text) };
  } catch (error) {
    if (!(error instanceof CatalogFileError)) throw error;
    return { digest, list: new CatalogFileError(`${name} ${error.message}`) };
  }
}

/**
 * The models in a file with the errors of its invalid entries, even if no entry is valid.
 * @throws CatalogFileError that names the file if it cannot be read or is not a list
 */
export async function readCatalogFile(_ctx: SystemContext, file: string): Promise<CatalogList> {
  const { list } = await examine(file, file);
  if (list instanceof CatalogFileError) throw list;
  return list;
}

/** Reads `MODELS_FILE`. Without any valid entry it counts as unusable: it would empty the catalog. */
async function examineConfiguredCatalog(): Promise<FileRead> {
  const { MODELS_FILE } = readEnv();
  const name = `MODELS_FILE (${path.resolve(MODELS_FILE)})`;
  const read = await examine(MODELS_FILE, name);
  if (read.list instanceof CatalogFileError) return read;
  const reason = whyNone(read.list);
  return reason === undefined ? read : { ...read, list: new CatalogFileError(`${name} ${reason}`) };
}

/** The digest of `MODELS_FILE`; null if it cannot be read. */
async function configuredDigest(): Promise<string | null> {
  try {
    return digestOf(await Promise.race([readText(readEnv().MODELS_FILE), failAfterTimeout()]));
  } catch {
    return null;
  }
}

/** The models in `MODELS_FILE`. @throws CatalogFileError that names it */
export async function readConfiguredCatalog(_ctx: SystemContext): Promise<CatalogList> {
  const { list } = await examineConfiguredCatalog();
  if (list instanceof CatalogFileError) throw list;
  return list;
}

/** The content of `MODELS_FILE`, and when the read began. */
async function readNow(): Promise<SourceRead> {
  const at = clock.iso();
  return { source: FILE_SOURCE, at, ...(await examineConfiguredCatalog()) };
}

/**
 * Applies what was read. Of concurrent reads, here or in another process, the one that began last
 * counts, and all get its report.
 */
async function applyFile(ctx: Context, read: SourceRead): Promise<SyncReport> {
  let newer: SyncReport | undefined;
  const report = await applyRead(ctx, read, async (tx) => {
    const held = await findRead(tx, FILE_SOURCE);
    if (isSuperseded(read.at, held)) newer = held.report;
    return newer === undefined;
  });
  return report ?? newer ?? NOTHING;
}

/**
 * Reads `MODELS_FILE` into the catalog at startup, where an unusable file must stop the program. Writes
 * nothing if the catalog is up to date: the disk may be read-only.
 * @throws CatalogFileError that names `MODELS_FILE`
 */
export async function loadCatalogFile(ctx: Context): Promise<SyncReport> {
  const read = await readNow();
  if (read.list instanceof Error) throw read.list;
  const report = await reportOfSame(ctx.db.read, read);
  return report ?? applyFile(ctx, read);
}

/**
 * Reads `MODELS_FILE` again. An unusable file changes nothing and is reported as entry -1.
 * @throws 401, 403
 */
export async function syncCatalog(ctx: Context): Promise<SyncReport> {
  requireAdmin(ctx.actor);
  return applyFile(ctx, await readNow());
}

/**
 * Reads `MODELS_FILE` if it has changed since it was last read, by whichever process.
 * @returns the report, or null if nothing has changed
 */
export async function pickUpCatalogFile(ctx: Context): Promise<SyncReport | null> {
  const known = (await findRead(ctx.db.read, FILE_SOURCE))?.digest;
  // Parsing a large file takes long: one that is the same is not parsed again.
  if (known && (await configuredDigest()) === known) return null;
  const read = await readNow();
  return applyRead(ctx, read, async (tx) => {
    // Another process may have read it, or a newer version of it.
    const held = await findRead(tx, FILE_SOURCE);
    return held?.digest !== read.digest && !isSuperseded(read.at, held);
  });
}
