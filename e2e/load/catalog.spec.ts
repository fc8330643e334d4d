import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { Client } from "../api/client";
import { ok } from "../api/world";
import { whileWatched } from "./bystander";
import { rowsOf, withFile } from "./file";
import { AppServer, endAll, fileIn, freshFolder, startedWith } from "./servers";

const PORTS = [3645, 3646];

test.afterEach(endAll);

test("a change of the file that two processes see at once is reported and recorded once", async () => {
  const folder = freshFolder();
  const models = path.join(folder, "models.json");
  copyFileSync(".models.json", models);
  const env = {
    DATA_DIR: folder,
    DATABASE_URL: `file:${fileIn(folder)}`,
    MODELS_FILE: models,
  };
  const servers = PORTS.map((port) => new AppServer(port, env));
  for (const server of servers) await server.start();
  const [first, ...rest] = JSON.parse(readFileSync(models, "utf8")) as [object, ...object[]];
  await withFile(folder, async (connection) => {
    // Both have read the file by the time that either can write.
    const lock = await connection.transaction("write");
    writeFileSync(models, JSON.stringify([first, ...rest, { ...first, id: "added" }]));
    await sleep(2000);
    await lock.rollback();
  });
  const added = "SELECT count(*) FROM models WHERE id = 'added'";
  await expect.poll(() => withFile(folder, (db) => rowsOf(db, added))).toEqual([[1]]);
  // They end once what runs is done.
  for (const server of servers) expect(await server.end()).toBe(0);
  await withFile(folder, async (db) => {
    const [[report]] = (await rowsOf(
      db,
      "SELECT report FROM catalog_reads WHERE source = 'file'",
    )) as [[string]];
    expect(JSON.parse(report)).toMatchObject({ added: ["added"], errors: [] });
    const events = `SELECT count(*) FROM audit_events
      WHERE action = 'catalog.sync' AND after LIKE '%"added":["added"]%'`;
    expect(await rowsOf(db, events)).toEqual([[1]]);
  });
});

test("a file of 100,000 models is read while other callers are answered as before", async () => {
  test.setTimeout(240_000);
  const models = path.join(freshFolder(), "models.json");
  copyFileSync(".models.json", models);
  const { origin } = await startedWith(PORTS[0] ?? 0, { MODELS_FILE: models });
  const many = Array.from({ length: 100_000 }, (_, n) => ({
    id: `m${n}`,
    name: `Model ${n}`,
    task: "TextToText",
    provider: "many",
    size: 4e9 + n,
    details: { family: "llama", parameter_size: "8B", context_length: 8192 },
  }));
  const count = async () => {
    const { body } = ok(await new Client(null, origin).get("/api/health"));
    return Number(body.catalog.models);
  };
  await whileWatched(origin, async () => {
    writeFileSync(models, JSON.stringify(many));
    await expect.poll(count, { timeout: 200_000 }).toBe(100_000);
  });
});
