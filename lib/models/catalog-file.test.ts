import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CatalogFileError, parseCatalogFile, whyNone } from "./catalog-file";

const good = { id: "a", name: "A", model: "A", task: "TextToText", provider: "p", details: {} };
const parse = (value: unknown) => parseCatalogFile(JSON.stringify(value));
const faults = (value: unknown) => parse(value).errors.map(({ index, path }) => [index, path]);

describe("a catalog file", () => {
  test("the one that ships is right in every entry", () => {
    const { entries, errors } = parseCatalogFile(readFileSync(".models.json", "utf8"));
    expect(errors).toEqual([]);
    expect(entries.length).toBeGreaterThan(10);
  });

  test("fields that are not known are kept as they are", () => {
    const { entries } = parse([{ ...good, extra: { deep: [1] } }]);
    expect(entries[0]).toMatchObject({ extra: { deep: [1] } });
  });

  test("a bad entry is told at its index and path and left out; the others stay", () => {
    const file = [
      good,
      { ...good, id: "b", task: "x", size: -1 },
      1,
      null,
      [],
      { ...good, id: "c" },
    ];
    expect(parse(file).entries.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(faults(file)).toEqual([
      [1, "task"],
      [1, "size"],
      [2, ""],
      [3, ""],
      [4, ""],
    ]);
  });

  test("of two entries with one id the first holds, and the second is told", () => {
    const { entries, errors } = parse([good, { ...good, name: "second" }]);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.name).toBe("A");
    expect(errors[0]).toMatchObject({ index: 1, path: "id" });
  });

  test("a parameter out of its bounds is a fault at its path", () => {
    expect(faults([{ ...good, parameters: { temperature: 3, wings: 1 } }])).toEqual([
      [0, "parameters.temperature"],
      [0, "parameters.wings"],
    ]);
  });

  test("a number, a list or an object that is none is told with what is legal", () => {
    const wrong = {
      ...good,
      size: "big",
      details: { context_length: 0.5, families: "x", architecture: 1 },
      lora_weights: [1],
    };
    for (const { path, message } of parse([wrong]).errors) {
      expect(message).toMatch(new RegExp(`^${path.replaceAll(".", "\\.")} must be `));
    }
    expect(faults([wrong]).map(([, path]) => path)).toEqual([
      "size",
      "details.families",
      "details.context_length",
      "details.architecture",
      "lora_weights.0",
    ]);
  });

  test("an id that no address leads to and a provider that no facet can count are refused", () => {
    expect(faults([{ ...good, id: "profiles" }])).toEqual([[0, "id"]]);
    expect(faults([{ ...good, provider: "__proto__" }])).toEqual([[0, "provider"]]);
  });

  test("a byte order mark is passed over", () => {
    expect(parseCatalogFile(`\uFEFF${JSON.stringify([good])}`).entries).toHaveLength(1);
  });

  test.each(["", "{", "null", "1", '"x"', "{}", '{"models":{}}', '{"models":null}'])(
    "%j is no catalog",
    (text) => {
      expect(() => parseCatalogFile(text)).toThrow(CatalogFileError);
    },
  );

  test("only one with entries, of which none is right, cannot take the place of another", () => {
    expect(whyNone(parse([{ id: "half" }, 1]))).toMatch(
      /^lists models of which none can be read; entry 0: name must be /,
    );
    expect(whyNone(parse([]))).toBeUndefined();
    expect(whyNone(parse({ models: [] }))).toBeUndefined();
    expect(whyNone(parse([1, good]))).toBeUndefined();
  });

  test("any JSON is told or refused, never an unexpected error", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, tags) => {
        try {
          parse(tags ? { models: [value, { name: "x", details: value }] } : [value]);
        } catch (error) {
          expect(error).toBeInstanceOf(CatalogFileError);
        }
      }),
    );
    expect(faults({ models: [{ name: "x", details: { family: { toString: 0 } } }] })).toEqual([
      [0, "details.family"],
    ]);
  });
});

describe("Ollama's /api/tags", () => {
  test("the name is the id, and capabilities or the family tell the task", () => {
    const tasks = parse({
      models: [
        { name: "chat:8b", details: { family: "llama" } },
        { name: "eyes", capabilities: ["completion", "vision"] },
        { name: "vectors", capabilities: ["embedding"] },
        { model: "bert", details: { family: "nomic-bert" } },
      ],
    }).entries.map(({ id, task, provider }) => [id, task, provider]);
    expect(tasks).toEqual([
      ["chat:8b", "TextToText", "ollama"],
      ["eyes", "VisionTextToText", "ollama"],
      ["vectors", "TextToEmbeddings", "ollama"],
      ["bert", "TextToEmbeddings", "ollama"],
    ]);
  });

  test("an entry of the catalog's own shape is taken as it is", () => {
    expect(parse({ models: [good] }).entries).toEqual(parse([good]).entries);
  });
});
