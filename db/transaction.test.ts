import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "./client";
import { CommitCache } from "./commit-cache";
import { type Reader, type Transaction, withRollback, withTransaction } from "./transaction";

const run = promisify(execFile);

let folder: string;
let url: string;
let db: Database;
const opened: Database[] = [];

async function open(): Promise<Database> {
  const database = await openDatabase({ url });
  opened.push(database);
  return database;
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "transaction-"));
  url = `file:${path.join(folder, "test.db")}`;
  db = await open();
  await withTransaction(db, async (tx) => {
    await tx.run(sql`CREATE TABLE t (n INTEGER PRIMARY KEY)`);
  });
});

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  rmSync(folder, { recursive: true });
});

async function rows(reader: Reader = db.read): Promise<number[]> {
  const found = await reader.all<{ n: number }>(sql`SELECT n FROM t ORDER BY n`);
  return found.map(({ n }) => n);
}

const insert = (n: number) => async (tx: Transaction) => {
  await tx.run(sql`INSERT INTO t VALUES (${n})`);
};

/** Waits for other work between two statements, as a service does. */
const pause = () => new Promise((resolve) => setImmediate(resolve));

/** Runs JavaScript in another process, with a client on the same file. */
function elsewhere(code: string) {
  const script = `
    import { createClient } from "@libsql/client";
    const client = createClient({ url: ${JSON.stringify(url)}, timeout: 5000 });
    ${code}
    client.close();`;
  return run(process.execPath, ["--input-type=module", "-e", script]);
}

describe("a transaction", () => {
  test("is done as a whole, and answers what its work answers", async () => {
    const answer = await withTransaction(db, async (tx) => {
      await insert(1)(tx);
      await insert(2)(tx);
      return "done";
    });
    expect(answer).toBe("done");
    expect(await rows()).toEqual([1, 2]);
  });

  test("that throws is undone as a whole, and throws what its work threw", async () => {
    const failure = new Error("no");
    const failing = withTransaction(db, async (tx) => {
      await insert(1)(tx);
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(await rows()).toEqual([]);
  });

  test("that breaks a constraint is undone, and the next one works", async () => {
    await withTransaction(db, insert(1));
    const twice = withTransaction(db, async (tx) => {
      await insert(2)(tx);
      await insert(1)(tx);
    });
    await expect(twice).rejects.toThrow();
    await withTransaction(db, insert(3));
    expect(await rows()).toEqual([1, 3]);
  });

  test("is seen by itself and by nobody else until it is done", async () => {
    await withTransaction(db, async (tx) => {
      await insert(1)(tx);
      expect(await rows(tx)).toEqual([1]);
      expect(await rows()).toEqual([]);
    });
    expect(await rows()).toEqual([1]);
  });
});

describe("transactions that are asked for together", () => {
  test("run one after the other, in order, failing ones included", async () => {
    const order: string[] = [];
    const asked = Array.from({ length: 20 }, (_, n) =>
      withTransaction(db, async (tx) => {
        order.push(`begin ${n}`);
        await insert(n)(tx);
        await pause();
        order.push(`end ${n}`);
        if (n % 3 === 0) throw new Error("no");
      }),
    );
    await Promise.allSettled(asked);
    expect(order).toEqual(Array.from({ length: 20 }, (_, n) => [`begin ${n}`, `end ${n}`]).flat());
    expect(await rows()).toEqual(Array.from({ length: 20 }, (_, n) => n).filter((n) => n % 3));
  });

  test("lose no update: each reads what the one before wrote", async () => {
    await withTransaction(db, insert(0));
    const add = async (tx: Transaction) => {
      const [n = 0] = await rows(tx);
      await pause();
      await tx.run(sql`UPDATE t SET n = ${n + 1}`);
    };
    await Promise.all(Array.from({ length: 30 }, () => withTransaction(db, add)));
    expect(await rows()).toEqual([30]);
  });

  test("of two connections to one file wait for each other, and none is lost", async () => {
    const other = await open();
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        withTransaction(n % 2 ? db : other, async (tx) => {
          await insert(n)(tx);
          await pause();
        }),
      ),
    );
    expect(await rows()).toHaveLength(30);
    expect(await rows(other.read)).toHaveLength(30);
  });

  test("of another process are waited for", async () => {
    const holding = elsewhere(`
      const tx = await client.transaction("write");
      await tx.execute("INSERT INTO t VALUES (-1)");
      await new Promise((resolve) => setTimeout(resolve, 500));
      await tx.commit();`);
    let n = 0;
    const held = { settled: false };
    void holding.finally(() => (held.settled = true));
    while (!held.settled) {
      await withTransaction(db, insert((n += 1)));
      await pause();
    }
    await holding;
    expect(await rows()).toHaveLength(n + 1);
  });
});

describe("version", () => {
  test("stays while nothing is committed, whoever reads or rolls back", async () => {
    const version = db.version();
    await rows();
    await withTransaction(db, () => Promise.reject(new Error("no"))).catch(() => undefined);
    expect(db.version()).toBe(version);
  });

  test("changes with every commit of this process, of another connection and of another process", async () => {
    const other = await open();
    const commits = [
      () => withTransaction(db, insert(1)),
      () => withTransaction(other, insert(2)),
      () => elsewhere(`await client.execute("INSERT INTO t VALUES (3)");`),
      () => withTransaction(db, insert(4)),
    ];
    const seen = [db.version()];
    for (const commit of commits) {
      await commit();
      const version = db.version();
      expect(seen).not.toContain(version);
      seen.push(version);
    }
  });

  test("keeps what was read until then, and no longer", async () => {
    const cache = new CommitCache();
    const before = db.version();
    cache.get(before, "x");
    cache.set(before, "x", { n: 1 }, 10);
    expect(cache.get(db.version(), "x")).toEqual({ n: 1 });
    await withTransaction(db, insert(1));
    expect(cache.get(db.version(), "x")).toBeUndefined();
    cache.set(before, "x", { n: 1 }, 10);
    expect(cache.get(db.version(), "x")).toBeUndefined();
  });
});

test("a rolled back transaction answers what it would have done, and fails as its work does", async () => {
  const work = async (tx: Transaction) => {
    await tx.run(sql`INSERT INTO t VALUES (1)`);
    return rows(tx);
  };
  expect(await withRollback(db, work)).toEqual([1]);
  expect(await rows()).toEqual([]);
  const failing = withRollback(db, (tx) => tx.run(sql`INSERT INTO missing VALUES (1)`));
  await expect(failing).rejects.toThrow("INSERT INTO missing");
  expect(await withTransaction(db, work)).toEqual([1]);
  expect(await rows()).toEqual([1]);
});
