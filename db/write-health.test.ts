import { renameSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connection, openHandle } from "./driver";
import { transactionsOn } from "./file";
import { freshDatabase } from "./testing";
import { withTransaction } from "./transaction";
import { writeHealth } from "./write-health";

const fresh = freshDatabase();

/** The health at a time when it is examined anew. */
function examined() {
  fresh.db.writes.examinedAt = 0;
  return writeHealth(fresh.db);
}

let writer: Connection;

beforeEach(() => {
  writer = openHandle(fresh.db.file ?? "", { timeout: 50 });
  fresh.db.transaction = transactionsOn(writer);
});

afterEach(() => {
  writer.client.close();
});

/** As on a disk that is mounted read-only meanwhile. */
function refuseWrites(isRefused: boolean): void {
  writer.handle.exec(`PRAGMA query_only = ${isRefused ? 1 : 0}`);
}

function write(): Promise<unknown> {
  return withTransaction(fresh.db, (tx) =>
    tx.run(sql`INSERT INTO settings (name, value) VALUES (${String(Math.random())}, '1')`),
  );
}

test("writes are failing after the disk refused one, until one succeeds", async () => {
  const { db } = fresh;
  await write();
  expect(await writeHealth(db)).toBe("ok");
  refuseWrites(true);
  await expect(write()).rejects.toThrow();
  expect(await writeHealth(db)).toBe("failing");
  await expect.poll(examined).toBe("failing");
  refuseWrites(false);
  await write();
  expect(await writeHealth(db)).toBe("ok");
});

test("writes that were refused are found to work again although nobody writes", async () => {
  refuseWrites(true);
  await expect(write()).rejects.toThrow();
  refuseWrites(false);
  await expect.poll(examined).toBe("ok");
});

test("a write that breaks a rule says nothing about the disk", async () => {
  const twice = withTransaction(fresh.db, async (tx) => {
    for (let n = 0; n < 2; n += 1) await tx.run(sql`INSERT INTO settings VALUES ('same', '1')`);
  });
  await expect(twice).rejects.toThrow();
  await expect.poll(examined).toBe("ok");
});

test("a folder that takes no file is found without a write to the database, every 5 seconds at most", async () => {
  const { db } = fresh;
  const before = db.version();
  await expect.poll(examined).toBe("ok");
  const folder = path.dirname(db.file ?? "");
  renameSync(folder, `${folder}-away`);
  try {
    expect(await writeHealth(db)).toBe("ok");
    await expect.poll(examined).toBe("failing");
  } finally {
    renameSync(`${folder}-away`, folder);
  }
  await expect.poll(examined).toBe("ok");
  expect(db.version()).toBe(before);
});
