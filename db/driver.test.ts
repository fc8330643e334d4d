import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import LocalDatabase from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  beginImmediate,
  commitCounter,
  keepStatements,
  openAsync,
  openHandle,
  pullReplica,
} from "./driver";

let folder: string;
let handle: LocalDatabase.Database;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "statements-"));
  handle = new LocalDatabase(path.join(folder, "x.db"));
  handle.exec("CREATE TABLE t (a TEXT, b INTEGER UNIQUE)");
  keepStatements(handle);
});

afterEach(() => {
  handle.close();
  rmSync(folder, { recursive: true, force: true });
});

const INSERT = "INSERT INTO t VALUES (?, ?)";
const SELECT = "SELECT a, b FROM t WHERE b >= ? ORDER BY b";

test("a statement is prepared once, and answers each time as if it were new", () => {
  expect(handle.prepare(SELECT)).toBe(handle.prepare(SELECT));
  for (const b of [1, 2]) handle.prepare(INSERT).run([`row ${b}`, b]);
  const rows = (from: number) => handle.prepare(SELECT).raw(true).all([from]);
  expect(rows(2)).toEqual([["row 2", 2]]);
  expect(rows(1)).toEqual([
    ["row 1", 1],
    ["row 2", 2],
  ]);
  expect(rows(3)).toEqual([]);
  expect(handle.prepare(SELECT).columns()).toMatchObject([{ name: "a" }, { name: "b" }]);
  expect(() => handle.prepare(INSERT).raw(true)).toThrow(TypeError);
});

test("one that failed is not used again, and what it was part of can go on to commit", () => {
  handle.prepare("BEGIN IMMEDIATE").run([]);
  const insert = handle.prepare(INSERT);
  insert.run(["first", 1]);
  expect(() => insert.run(["second", 1])).toThrow(/UNIQUE/);
  expect(handle.prepare(INSERT)).not.toBe(insert);
  handle.prepare(INSERT).run(["second", 2]);
  handle.prepare("COMMIT").run([]);
  expect(handle.prepare("SELECT count(*) FROM t").raw(true).all([])).toEqual([[2]]);
});

test("the client that is given a handle runs on it, not on a connection of its own", async () => {
  const { handle: own, client } = openHandle(path.join(folder, "x.db"), { timeout: 0 });
  own.exec("CREATE TEMP TABLE mine (a); INSERT INTO mine VALUES (1)");
  const { rows } = await client.execute("SELECT a FROM mine");
  expect(rows).toHaveLength(1);
  client.close();
  expect(() => own.exec("SELECT 1")).toThrow();
});

test("a begin that finds the database locked fails at once as busy, and leaves nothing behind", () => {
  const other = openHandle(path.join(folder, "x.db"), { timeout: 0 });
  beginImmediate(handle);
  expect(() => beginImmediate(other.handle)).toThrow(
    expect.objectContaining({ name: "LibsqlError", code: "SQLITE_BUSY" }),
  );
  handle.exec("COMMIT");
  beginImmediate(other.handle);
  other.handle.exec("INSERT INTO t VALUES ('after', 9); COMMIT");
  other.client.close();
});

test("the counter changes with each commit of another connection, and with nothing else", () => {
  const watcher = openHandle(path.join(folder, "x.db"), { timeout: 0 });
  const count = commitCounter(watcher.handle);
  const before = count();
  expect(count()).toBe(before);
  handle.exec("INSERT INTO t VALUES ('a', 1)");
  const after = count();
  expect(after).not.toBe(before);
  handle.exec("BEGIN; INSERT INTO t VALUES ('b', 2); ROLLBACK");
  expect(count()).toBe(after);
  watcher.client.close();
});

test("a handle that follows no server cannot be pulled, and says so without blocking", async () => {
  await expect(pullReplica(handle)).rejects.toThrow(/sync/i);
});

test("a statement on the promise interface runs while the event loop goes on", async () => {
  const connection = openAsync(path.join(folder, "x.db"));
  let turns = 0;
  const turn = () => {
    turns += 1;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  await connection.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
    INSERT INTO t SELECT 'x', max(i) FROM n`);
  clearImmediate(next);
  connection.close();
  expect(turns).toBeGreaterThan(10);
  expect(handle.prepare("SELECT b FROM t").raw(true).all([])).toEqual([[1_000_000]]);
});
