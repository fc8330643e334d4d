import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import LocalDatabase from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepStatements } from "./statements";

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
