import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backupFile } from "./backup";
import { openDatabase } from "./client";
import { migrateDatabase } from "./migrate";
import { restoreFile } from "./restore";

let folder: string;
let umask: number;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "private-"));
  umask = process.umask(0o022);
});

afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true });
});

/** Opens the file and writes; the modes of the file and of all that SQLite made beside it. */
async function modesInUse(file: string): Promise<Record<string, string>> {
  const db = await openDatabase({ url: `file:${file}` });
  await migrateDatabase(db);
  const names = readdirSync(path.dirname(file)).filter((name) => !name.endsWith("-serving"));
  const modes = names.map((name) => [name, modeOf(path.join(path.dirname(file), name))]);
  await db.close();
  return Object.fromEntries(modes) as Record<string, string>;
}

function modeOf(name: string): string {
  return (statSync(name).mode & 0o777).toString(8);
}

test("a database is made for its owner alone, with its log, and so are folders made for it", async () => {
  const file = path.join(folder, "new", "data", "app.db");
  expect(await modesInUse(file)).toEqual({
    "app.db": "600",
    "app.db-shm": "600",
    "app.db-wal": "600",
  });
  expect(modeOf(path.dirname(file))).toBe("700");
  expect(modeOf(path.join(folder, "new"))).toBe("700");
});

test("one that is there keeps its mode, and so does its folder", async () => {
  const file = path.join(folder, "shared", "app.db");
  mkdirSync(path.dirname(file), { mode: 0o750 });
  await modesInUse(file);
  chmodSync(file, 0o660);
  const modes = await modesInUse(file);
  expect(modes).toMatchObject({ "app.db": "660", "app.db-wal": "660" });
  expect(modeOf(path.dirname(file))).toBe("750");
});

test("a backup is restored for its owner alone where there was no database", async () => {
  const made = path.join(folder, "made.db");
  await modesInUse(made);
  const backup = path.join(folder, "backup.db");
  await backupFile(made, backup);
  chmodSync(backup, 0o644);
  const file = path.join(folder, "elsewhere", "app.db");
  await restoreFile(backup, file);
  expect(modeOf(file)).toBe("600");
  expect(modeOf(path.dirname(file))).toBe("700");
});
