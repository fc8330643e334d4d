import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { rowsOf, withFile } from "./file";
import { AppServer, endAll, fileIn, freshFolder } from "./servers";

const PORT = 3143;

test.afterEach(endAll);

type Environment = Record<string, string>;

/** A file of the folder with this text; its path. */
function fileWith(folder: string, text: string): string {
  const file = path.join(folder, "broken");
  writeFileSync(file, text);
  return file;
}

const NO_DATABASE = "this is no database ".repeat(500);

/** How a server is set that cannot start, and what it says then. */
const CASES: readonly [string, (folder: string) => Environment, RegExp][] = [
  [
    "no catalog",
    () => ({ MODELS_FILE: "./none.json" }),
    /MODELS_FILE \(.*none\.json\) cannot be read/,
  ],
  [
    "a catalog that is no JSON",
    (folder) => ({ MODELS_FILE: fileWith(folder, "{") }),
    /MODELS_FILE \(.*\) is not JSON/,
  ],
  [
    "a catalog without one right entry",
    (folder) => ({ MODELS_FILE: fileWith(folder, '[{"size":1}]') }),
    /MODELS_FILE \(.*\) lists models, but none can be read; entry 0: id must be/,
  ],
  [
    "a file that is no database",
    (folder) => ({ DATABASE_URL: `file:${fileWith(folder, NO_DATABASE)}` }),
    /DATABASE_URL \(.*broken\) cannot be used/,
  ],
  [
    "no libSQL server",
    () => ({ DATABASE_URL: "http://localhost:9" }),
    /DATABASE_URL \(.*:9.*\) cannot be used/,
  ],
  ["a wrong port", () => ({ PORT: "x" }), /PORT:/],
  ["a short secret", () => ({ AUTH_SECRET: "short" }), /AUTH_SECRET:/],
];

test.describe("a server that cannot work says what to mend, and never that it is ready", () => {
  for (const [name, set, said] of CASES) {
    test(name, async () => {
      const folder = freshFolder();
      const data = { DATA_DIR: folder, DATABASE_URL: `file:${fileIn(folder)}` };
      const server = new AppServer(PORT, { ...data, LOG_LEVEL: "info", ...set(folder) });
      await expect(server.start()).rejects.toThrow();
      expect(await server.end()).toBe(1);
      expect(server.output).toMatch(said);
      expect(server.output).not.toContain("is ready");
    });
  }
});

test("a server that says it is ready has its catalog and its defaults", async () => {
  const folder = freshFolder();
  const env = { DATA_DIR: folder, DATABASE_URL: `file:${fileIn(folder)}`, LOG_LEVEL: "info" };
  const server = new AppServer(PORT, env);
  await server.start();
  const health = (await (await fetch(`${server.origin}/api/health`)).json()) as {
    catalog: { models: number };
  };
  expect(health.catalog.models).toBeGreaterThan(0);
  expect(server.output).toContain("is ready");
});

test("a database of a newer version is refused, and stays as it is", async () => {
  const folder = freshFolder();
  const env = { DATA_DIR: folder, DATABASE_URL: `file:${fileIn(folder)}` };
  const server = new AppServer(PORT, env);
  await server.start();
  expect(await server.end()).toBe(0);
  const migrations = "SELECT hash, created_at FROM __drizzle_migrations";
  const before = await withFile(folder, async (connection) => {
    const later = "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 1)";
    await connection.execute(later);
    return rowsOf(connection, migrations);
  });
  await expect(server.start()).rejects.toThrow();
  expect(await server.end()).toBe(1);
  expect(server.output).toContain(
    `DATABASE_URL (${env.DATABASE_URL}) cannot be used (it was created by a newer version of Model Profiles; upgrade first)`,
  );
  expect(await withFile(folder, (connection) => rowsOf(connection, migrations))).toEqual(before);
});
