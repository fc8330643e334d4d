import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS } from "@/lib/actor";
import { ADA, BEN, CHAT, modelOf, SMALL, testWorld, withKey } from "@/lib/testing";
import { catalogOrigins } from "./care-service";
import { freshCatalog } from "./catalog-service";
import { correctModel } from "./corrections-service";
import { syncCatalog } from "./file-service";
import { raiseVersion, upsertEntries } from "./repository";

const world = testWorld();
const { as, expectRefusal } = world;

let folder: string;
const file = () => path.join(folder, "models.json");
const write = (text: string) => {
  writeFileSync(file(), text);
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "catalog-"));
  vi.stubEnv("MODELS_FILE", path.relative(process.cwd(), file()));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("the catalog tells its models by id and its file by its full path; the file was never read at first", async () => {
  const origins = await catalogOrigins(as(ADA));
  expect(origins).toMatchObject({
    models: 7,
    file: { path: file(), models: 7, read: null },
    corrections: [],
  });
  expect(origins.byId.get(CHAT)).toMatchObject({ id: CHAT, task: "TextToText" });
  expect(origins.byId.size).toBe(7);
});

test("it tells what the last read of the file did, and since when the file cannot be used", async () => {
  write(JSON.stringify([modelOf("new", "TextToText", 1024), modelOf(CHAT, "TextToText", 40_960)]));
  const report = await syncCatalog(as(ADA));
  const read = await catalogOrigins(as(ADA));
  expect(read).toMatchObject({ models: 2, file: { models: 2, read: { report, stale: null } } });
  write("{");
  const { errors } = await syncCatalog(as(ADA));
  const { models, file: stale } = await catalogOrigins(as(ADA));
  expect(models).toBe(2);
  expect(stale).toMatchObject({ models: 2, read: { stale: { reason: errors[0]?.message } } });
  expect(errors[0]?.message).toContain(file());
});

test("models of other sources count for the catalog and not for its file", async () => {
  const entries = [modelOf("engine's", "TextToText", 1024), modelOf(SMALL, "TextToText", 1024)];
  await withTransaction(world.db, async (tx) => {
    await upsertEntries(tx, "engine-1", entries, "2026-01-01");
    await raiseVersion(tx, "2026-01-01");
  });
  await freshCatalog(as(ADA));
  const { models, byId, file: held } = await catalogOrigins(as(ADA));
  expect({ models, file: held.models }).toEqual({ models: 8, file: 7 });
  expect(byId.has("engine's")).toBe(true);
});

test("it lists every correction with what is reported, and the models as they are corrected", async () => {
  await correctModel(as(ADA), CHAT, { context_length: 8192 });
  const { byId, corrections } = await catalogOrigins(as(ADA));
  expect(corrections).toMatchObject([
    {
      model_id: CHAT,
      task: null,
      context_length: 8192,
      reported: { task: "TextToText", context_length: 40_960 },
    },
  ]);
  expect(byId.get(CHAT)?.details.context_length).toBe(8192);
});

test("telling it writes nothing", async () => {
  write("{");
  const before = await world.contents();
  await catalogOrigins(as(ADA));
  expect(await world.contents()).toEqual(before);
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const)("%s does not learn where the catalog comes from", async (_who, actor, code) => {
  await expectRefusal(() => catalogOrigins(as(actor)), { code });
});
