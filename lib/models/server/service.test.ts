import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ANONYMOUS, SYSTEM_ACTOR } from "@/lib/actor";
import {
  ADA,
  BEN,
  CHAT,
  CODER,
  defaultOf,
  modelOf,
  SMALL,
  testWorld,
  withKey,
} from "@/lib/testing";
import { withTransaction } from "@/db/transaction";
import { modelQuery } from "../query";
import { FILE_SOURCE } from "../source";
import { raiseVersion, upsertEntries } from "./repository";
import { catalogStatus } from "@/lib/moves/server/service";
import { currentCatalog, freshCatalog } from "./catalog-service";
import { loadCatalogFile, pickUpCatalogFile, syncCatalog } from "./file-service";
import { getModel, listModelRows, listModels } from "./service";

const world = testWorld();
const { as, expectRefusal } = world;

const WRONG_ADMINS = [
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const;

describe("the catalog", () => {
  const list = (query: object) => listModels(as(BEN), modelQuery.parse(query));

  test.each([
    [{}, 7],
    [{ task: "TextToText" }, 4],
    [{ q: "coder" }, 1],
    [{ provider: "other" }, 0],
  ])("narrowed by %j it holds %i models", async (query, total) => {
    const page = await list(query);
    expect(page.total).toBe(total);
    expect(page.data).toHaveLength(total);
  });

  test("pages hold every model exactly once, in order, and facets count all", async () => {
    const first = await list({ sort: "name", limit: "4" });
    const second = await list({ sort: "name", limit: "4", cursor: first.next_cursor });
    const names = [...first.data, ...second.data].map(({ name }) => name);
    expect(new Set(names).size).toBe(7);
    expect(names).toEqual([...names].sort());
    expect(second.next_cursor).toBeNull();
    expect(first.facets.task).toMatchObject({ TextToText: 4, TextToEmbeddings: 1 });
  });

  test("a model is found by its id, and every model is a row", async () => {
    expect(await getModel(as(BEN), CHAT)).toMatchObject({ id: CHAT, available: true });
    expect((await listModelRows(as(BEN))).data).toHaveLength(7);
    await expectRefusal(() => getModel(as(BEN), "gone"), { code: "model_not_found" });
  });

  test("a change is seen by the next call, and an unchanged catalog stays in memory", async () => {
    const before = await currentCatalog(as(BEN));
    expect(await currentCatalog(as(BEN))).toBe(before);
    await world.dropModel(SMALL);
    expect((await currentCatalog(as(BEN))).byId.has(SMALL)).toBe(false);
  });

  test("while a large one is loaded again, callers get the previous one at once", async () => {
    const before = await currentCatalog(as(BEN));
    const entries = Array.from({ length: 5000 }, (_, n) => modelOf(`m${n}`, "TextToText", 1024));
    await withTransaction(world.db, async (tx) => {
      for (let n = 0; n < 10; n += 1) {
        await upsertEntries(tx, FILE_SOURCE, entries.slice(n * 500, (n + 1) * 500), "2026-01-01");
      }
      await raiseVersion(tx, "2026-01-01");
    });
    expect(await currentCatalog(as(BEN))).toBe(before);
    await withTransaction(world.db, async (tx) => {
      expect(await currentCatalog(as(BEN), tx)).toBe(before);
    });
    const fresh = await freshCatalog(as(BEN));
    expect(fresh.entries).toHaveLength(before.entries.length + 5000);
    expect(await currentCatalog(as(BEN))).toBe(fresh);
  });

  test.each([
    ["an anonymous caller", ANONYMOUS, "unauthenticated"],
    ["a key that only resolves", withKey(ADA, "service"), "insufficient_scope"],
  ] as const)("%s cannot read it", async (_who, actor, code) => {
    await expectRefusal(() => listModels(as(actor), modelQuery.parse({})), { code });
    await expectRefusal(() => listModelRows(as(actor)), { code });
    await expectRefusal(() => getModel(as(actor), CHAT), { code });
  });
});

describe("the catalog's file", () => {
  let folder: string;
  const write = (text: string) => {
    writeFileSync(path.join(folder, "models.json"), text);
  };
  const NEW = modelOf("new", "TextToText", 1024);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "catalog-"));
    vi.stubEnv("MODELS_FILE", path.join(folder, "models.json"));
    write(JSON.stringify([NEW]));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  test("reading it replaces what it held before, with a report and one event", async () => {
    const report = await syncCatalog(as(ADA));
    expect(report).toMatchObject({ added: ["new"], updated: [], errors: [] });
    expect(report.removed).toHaveLength(7);
    expect((await listModelRows(as(BEN))).data.map(({ id }) => id)).toEqual(["new"]);
    expect(await world.events()).toMatchObject([{ action: "catalog.sync", target: "catalog" }]);
  });

  test("an entry without a usable id is reported and left out; models that are missing stay", async () => {
    write(JSON.stringify([NEW, { id: "" }]));
    const { added, errors } = await syncCatalog(as(ADA));
    expect(added).toEqual(["new"]);
    expect(errors).toMatchObject([
      { index: 1, path: "id" },
      { index: -1, note: true },
    ]);
    expect(errors[1]?.message).toContain("7 models that are missing from the list stay");
  });

  test.each([
    ["that is not JSON", "{"],
    ["without one right entry", '[{"id": 5}]'],
  ])("a file %s changes no model, is reported, and stops the start", async (_what, text) => {
    write(text);
    const before = await currentCatalog(as(BEN));
    await expect(loadCatalogFile(as(SYSTEM_ACTOR))).rejects.toThrow("MODELS_FILE");
    const { errors } = await syncCatalog(as(ADA));
    expect(errors).toMatchObject([{ index: -1 }]);
    expect(await currentCatalog(as(BEN))).toBe(before);
    expect((await catalogStatus(as(ADA))).file.read?.stale).not.toBeNull();
  });

  test("a start that finds what is loaded writes nothing; a change is picked up once", async () => {
    await loadCatalogFile(as(SYSTEM_ACTOR));
    const loaded = await world.contents();
    await loadCatalogFile(as(SYSTEM_ACTOR));
    expect(await pickUpCatalogFile(as(SYSTEM_ACTOR))).toBeNull();
    expect(await world.contents()).toEqual(loaded);
    write(JSON.stringify([NEW, modelOf("newer", "TextToText", 1024)]));
    expect(await pickUpCatalogFile(as(SYSTEM_ACTOR))).toMatchObject({ added: ["newer"] });
    expect(await pickUpCatalogFile(as(SYSTEM_ACTOR))).toBeNull();
  });

  test("a file that is the same is not parsed again", async () => {
    const text = JSON.stringify([NEW]);
    write(text);
    await pickUpCatalogFile(as(SYSTEM_ACTOR));
    const parse = vi.spyOn(JSON, "parse");
    await pickUpCatalogFile(as(SYSTEM_ACTOR));
    expect(parse.mock.calls.map(([parsed]) => parsed)).not.toContain(text);
    await syncCatalog(as(ADA));
    expect(parse.mock.calls.map(([parsed]) => parsed)).toContain(text);
  });

  test("its status names the models that profiles use and the catalog lacks", async () => {
    await syncCatalog(as(ADA));
    const care = await catalogStatus(as(ADA));
    expect(care).toMatchObject({ models: 1, file: { models: 1 } });
    expect(care.missing.find(({ model_name }) => model_name === CODER)).toMatchObject({
      profiles: 1,
      defaults: [{ id: defaultOf("engineering"), type: 18 }],
    });
  });

  test.each(WRONG_ADMINS)(
    "%s cannot read it again or see its status",
    async (_who, actor, code) => {
      await expectRefusal(() => syncCatalog(as(actor)), { code });
      await expectRefusal(() => catalogStatus(as(actor)), { code });
    },
  );
});
