import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach } from "vitest";
import { type Database, openDatabase } from "./client";
import { migrateDatabase } from "./migrate";

function makeFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "database-"));
}

function openIn(folder: string): Promise<Database> {
  return openDatabase({ url: `file:${path.join(folder, "test.db")}` });
}

/** The bytes of a migrated database file that `fill` has written to. */
async function makeTemplate(fill: (db: Database) => Promise<void>): Promise<Buffer> {
  const folder = makeFolder();
  const db = await openIn(folder);
  await migrateDatabase(db);
  await fill(db);
  await db.close();
  const template = readFileSync(path.join(folder, "test.db"));
  rmSync(folder, { recursive: true });
  return template;
}

/**
 * Gives each test of a file its own database file, as `db`. It is migrated and filled once per test
 * file; each test starts from a copy.
 */
export function freshDatabase(fill: (db: Database) => Promise<void> = () => Promise.resolve()): {
  readonly db: Database;
} {
  let template: Buffer;
  let folder: string;
  let opened: Database;
  beforeAll(async () => {
    template = await makeTemplate(fill);
  });
  beforeEach(async () => {
    folder = makeFolder();
    writeFileSync(path.join(folder, "test.db"), template);
    opened = await openIn(folder);
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
