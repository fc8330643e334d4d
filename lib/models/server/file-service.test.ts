import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { modelOf, testWorld } from "@/lib/testing";
import { readCatalogFile, readConfiguredCatalog } from "./file-service";
import { CatalogFileError } from "./file-text";

const world = testWorld();
/** A command has no database. */
const ctx = { actor: SYSTEM_ACTOR };

let folder: string;
const file = (name = "models.json") => path.join(folder, name);
const write = (text: string) => {
  writeFileSync(file(), text);
  return file();
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "catalog-"));
  vi.stubEnv("MODELS_FILE", file());
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const ONE = modelOf("one", "TextToText", 1024);
const TWO = modelOf("two", "TextToEmbeddings", 512);
const NESTED = `[${JSON.stringify(ONE).slice(0, -1)},"more":${"[".repeat(70)}${"]".repeat(70)}}]`;

/** What a file may hold that is no list of models, and what is said of it. */
const UNUSABLE = [
  ["JSON that is cut off", '[{"id": "one"}', "is not JSON"],
  ["no list", '{"id": "one"}', "has neither a list of models nor"],
  ["JSON that is nested too deep", NESTED, "is nested deeper than 64 levels"],
] as const;

describe("a catalog file", () => {
  test.each([
    ["a bare list", [ONE, TWO]],
    ["a list as OpenAI has it", { object: "list", data: [ONE, TWO] }],
    ["a list under models", { models: [ONE, TWO] }],
  ])("is read from %s, also with a byte order mark", async (_shape, json) => {
    for (const mark of ["", "\uFEFF"]) {
      const list = await readCatalogFile(ctx, write(mark + JSON.stringify(json)));
      expect(list).toEqual({ entries: [ONE, TWO], errors: [], duplicates: [], isPartial: false });
    }
  });

  test("tells of entries that cannot be used or appear twice, and gives the others", async () => {
    const later = { ...ONE, name: "Later" };
    const list = await readCatalogFile(ctx, write(JSON.stringify([ONE, { id: 5 }, later, TWO])));
    expect(list).toMatchObject({ entries: [ONE, TWO], duplicates: ["one"], isPartial: true });
    expect(list.errors).toMatchObject([
      { index: 1, path: "id" },
      { index: 2, path: "id", message: expect.stringContaining("one") as unknown },
    ]);
  });

  test("may be without any valid entry, and empty", async () => {
    expect(await readCatalogFile(ctx, write('[{"id": 5}]'))).toMatchObject({
      entries: [],
      errors: [{ index: 0 }],
      isPartial: true,
    });
    const empty = { entries: [], errors: [], duplicates: [], isPartial: false };
    expect(await readCatalogFile(ctx, write("[]"))).toEqual(empty);
  });

  test.each(UNUSABLE)("with %s is refused by its name", async (_what, text, message) => {
    const name = write(text);
    const reading = readCatalogFile(ctx, name);
    await expect(reading).rejects.toThrow(CatalogFileError);
    await expect(reading).rejects.toThrow(`${name} ${message}`);
  });

  test("that is missing, a folder or too large is refused by its name", async () => {
    mkdirSync(file("folder"));
    // It takes no room on the disk.
    writeFileSync(file("large"), "");
    truncateSync(file("large"), 64 * 1024 * 1024 + 1);
    const reasons = { none: "ENOENT", folder: "it is not a file", large: "it is over 64 MB" };
    for (const [name, reason] of Object.entries(reasons)) {
      const reading = readCatalogFile(ctx, file(name));
      await expect(reading, name).rejects.toThrow(CatalogFileError);
      await expect(reading, name).rejects.toThrow(`${file(name)} cannot be read: ${reason}`);
    }
  });
});

describe("the configured catalog file", () => {
  test("is the one that MODELS_FILE names now, and reading it changes no catalog", async () => {
    const before = await world.contents();
    write(JSON.stringify([ONE, { id: 5 }]));
    expect(await readConfiguredCatalog(ctx)).toMatchObject({
      entries: [ONE],
      errors: [{ index: 1 }],
      isPartial: true,
    });
    writeFileSync(file("other.json"), JSON.stringify([TWO]));
    vi.stubEnv("MODELS_FILE", file("other.json"));
    expect((await readConfiguredCatalog(ctx)).entries).toEqual([TWO]);
    expect(await world.contents()).toEqual(before);
  });

  test("may be empty, but not without a valid entry among those that it has", async () => {
    write("[]");
    expect((await readConfiguredCatalog(ctx)).entries).toEqual([]);
    write('[{"id": 5}, {"id": 6}]');
    const reading = readConfiguredCatalog(ctx);
    await expect(reading).rejects.toThrow(CatalogFileError);
    await expect(reading).rejects.toThrow(
      `MODELS_FILE (${file()}) lists models, but none can be read; entry 0: id`,
    );
  });

  test.each(UNUSABLE)("with %s is refused by the setting and its full path", async (...row) => {
    const [, text, message] = row;
    write(text);
    vi.stubEnv("MODELS_FILE", path.relative(process.cwd(), file()));
    const reading = readConfiguredCatalog(ctx);
    await expect(reading).rejects.toThrow(CatalogFileError);
    await expect(reading).rejects.toThrow(`MODELS_FILE (${file()}) ${message}`);
  });

  test("that is missing is refused by the setting and its full path", async () => {
    const reading = readConfiguredCatalog(ctx);
    await expect(reading).rejects.toThrow(CatalogFileError);
    await expect(reading).rejects.toThrow(`MODELS_FILE (${file()}) cannot be read: ENOENT`);
  });
});
