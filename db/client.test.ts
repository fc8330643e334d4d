import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { filePath, openDatabase, openSource } from "./client";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "client-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test.each([
  ["file:/data/x.db", "/data/x.db"],
  ["file:///data/x.db", "/data/x.db"],
  ["file:./data/x.db", path.resolve("data/x.db")],
  ["file:x.db?mode=ro", path.resolve("x.db")],
])("the file of %s is %s", (url, file) => {
  expect(filePath(url)).toBe(file);
});

describe("the database for a command", () => {
  test("is not created where there is none, and the error says where it should be", async () => {
    const file = path.join(folder, "missing.db");
    vi.stubEnv("DATABASE_URL", `file:${file}`);
    await expect(openSource()).rejects.toThrow(`There is no database at ${file}.`);
  });

  test("is the file of the server", async () => {
    const file = path.join(folder, "x.db");
    vi.stubEnv("DATABASE_URL", `file:${file}`);
    await (await openDatabase({ url: `file:${file}` })).close();
    const db = await openSource();
    expect([db.mode, db.file]).toEqual(["file", file]);
    await db.ping();
    await db.close();
  });

  test("is the server of a replica, whose copy no second process may open", async () => {
    vi.stubEnv("DATABASE_URL", `file:${path.join(folder, "copy.db")}`);
    vi.stubEnv("DATABASE_SYNC_URL", "http://127.0.0.1:9");
    const db = await openSource();
    expect([db.mode, db.file, db.version()]).toEqual(["remote", null, null]);
    await db.close();
  });
});
