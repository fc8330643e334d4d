import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { type Database, openDatabase } from "./client";
import { migrateDatabase } from "./migrate";

/** A migrated database in a file of its own for each test of a file; `db` is the one of the test that runs. */
export function freshDatabase(): { readonly db: Database } {
  let folder: string;
  let opened: Database;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "database-"));
    opened = await openDatabase({ url: `file:${path.join(folder, "test.db")}` });
    await migrateDatabase(opened);
  });
  afterEach(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });
  return {
    get db() {
      return opened;
    },
  };
}
