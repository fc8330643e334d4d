import { readFileSync, writeFileSync } from "node:fs";
import type { Json } from "./client";
import { makeAdmin, ok } from "./world";

/** The catalog's file of the server under test: a copy that tests may write (`MODELS_FILE`). */
function catalogFile(): string {
  const file = process.env.MODELS_FILE;
  if (!file) throw new Error("MODELS_FILE must name the writable catalog of the server under test");
  return file;
}

export interface Sync {
  /** Makes the file hold this text (or these entries) and has the server read it; the report. */
  to: (content: string | Json[]) => Promise<Json>;
  /** The entries as they stood. */
  entries: Json[];
}

/** Lets `work` change the catalog, and puts it back as it was. */
export async function withCatalog(work: (sync: Sync) => Promise<void>): Promise<void> {
  const { session } = await makeAdmin();
  const file = catalogFile();
  const before = readFileSync(file, "utf8");
  const to = async (content: string | Json[]) => {
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return ok(await session.post("/api/admin/catalog/sync")).body;
  };
  const parsed: Json = JSON.parse(before);
  try {
    await work({ to, entries: structuredClone(Array.isArray(parsed) ? parsed : parsed.models) });
  } finally {
    await to(before);
  }
}
