import { describe, expect, test } from "vitest";
import { CatalogFileError, parseCatalogText } from "./file-text";

const MODEL = { id: "a", name: "A", model: "A", task: "TextToText", details: {} };

async function reasonOf(text: string): Promise<string> {
  const error: unknown = await parseCatalogText(text).catch((thrown: unknown) => thrown);
  if (!(error instanceof CatalogFileError)) throw new Error(`not refused: ${String(error)}`);
  return error.message;
}

describe("the text of a catalog file", () => {
  test.each([
    ["a list", [MODEL]],
    ["models of an Ollama", { models: [MODEL] }],
    ["data of an OpenAI-compatible server", { object: "list", data: [MODEL] }],
  ])("may be %s", async (_what, json) => {
    const { entries, errors } = await parseCatalogText(JSON.stringify(json));
    expect(entries.map(({ id }) => id)).toEqual(["a"]);
    expect(errors).toEqual([]);
  });

  test("may start with a byte order mark, and be an empty list", async () => {
    expect((await parseCatalogText(`\uFEFF${JSON.stringify([MODEL])}`)).entries).toHaveLength(1);
    expect(await parseCatalogText("[]")).toMatchObject({ entries: [], isPartial: false });
  });

  test.each([
    [[MODEL], "file"],
    [{ data: [MODEL] }, "file"],
    [{ models: [MODEL] }, "ollama"],
    [[{ ...MODEL, provider: "box" }], "box"],
  ])("gives models a provider that fits its shape: %j → %s", async (json, provider) => {
    const { entries } = await parseCatalogText(JSON.stringify(json));
    expect(entries[0]?.provider).toBe(provider);
  });

  test.each(["", "{", "[1,]", "models: []", "\uFEFF\uFEFF[]"])("%j is not JSON", async (text) => {
    expect(await reasonOf(text)).toMatch(/^is not JSON: /);
  });

  test.each(["{}", "7", '"models"', '{"models":{}}', "true"])("%s has no list", async (text) => {
    expect(await reasonOf(text)).toBe('has neither a list of models nor { "models": [...] }');
  });

  test("may be nested 64 levels deep, and no deeper", async () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    await parseCatalogText(nested(64));
    expect(await reasonOf(nested(65))).toBe("is nested deeper than 64 levels");
  });

  test("is read in the same way when it is too long to be read at once", async () => {
    const filler = " ".repeat(4 * 1024 * 1024);
    const { entries } = await parseCatalogText(`[${filler}${JSON.stringify(MODEL)}]`);
    expect(entries).toMatchObject([{ id: "a", provider: "file" }]);
    expect(await reasonOf(`[${filler}`)).toMatch(/^is not JSON: /);
  });
});
