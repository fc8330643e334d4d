import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "./client";
import { makeAdmin, ok } from "./world";

/** The catalog's file of the server under test: a copy that tests may write (`MODELS_FILE`). */
function catalogFile(): string {
  const file = process.env.MODELS_FILE;
  if (!file) throw new Error("MODELS_FILE must name the writable catalog of the server under test");
  return file;
}

export interface Sync {
  /** Where it is. */
  file: string;
  /** Makes the file hold this text (or these entries) and has the server read it; the report. */
  to: (content: string | Json[]) => Promise<Json>;
  /** Makes the file hold it, and has nobody read it. */
  write: (content: string | Json[]) => void;
  /** The same as many editors do it: another file is put in its place. */
  replace: (content: string | Json[]) => void;
  /** The entries as they stood. */
  entries: Json[];
}

/** The server notices a write and reads the file within this many milliseconds, with time to spare. */
const READ_WITHIN = 1000;
/** When a test wrote the file last. */
let writtenAt = 0;

/**
 * Waits until the server has read what was written last: if it read the next text first, a report that is
 * asked for would tell of no change.
 */
async function untilRead(): Promise<void> {
  await sleep(Math.max(0, writtenAt + READ_WITHIN - Date.now()));
}

/** Lets `work` change the catalog, and puts it back as it was. */
export async function withCatalog(work: (sync: Sync) => Promise<void>): Promise<void> {
  const { session } = await makeAdmin();
  const file = catalogFile();
  const before = readFileSync(file, "utf8");
  const textOf = (content: string | Json[]) =>
    typeof content === "string" ? content : JSON.stringify(content);
  const write = (content: string | Json[]) => {
    writeFileSync(file, textOf(content));
    writtenAt = Date.now();
  };
  const replace = (content: string | Json[]) => {
    writeFileSync(`${file}.new`, textOf(content));
    renameSync(`${file}.new`, file);
    writtenAt = Date.now();
  };
  const to = async (content: string | Json[]) => {
    await untilRead();
    write(content);
    return ok(await session.post("/api/admin/catalog/sync")).body;
  };
  const parsed: Json = JSON.parse(before);
  try {
    const entries = structuredClone(Array.isArray(parsed) ? parsed : parsed.models);
    await work({ file, to, write, replace, entries });
  } finally {
    await to(before);
  }
}
