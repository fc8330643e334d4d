import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileObjects, withValueInEachPlace } from "@/lib/testing-bodies";
import { asObject } from "@/lib/objects";
import nullLists from "./cases/null-lists.json";
import cloudList from "./cases/ollama-cloud-list.json";
import imageModels from "./cases/ollama-image-models.json";
import { listIn, ListReader, nextPage, whyNone } from "./list";
import type { CatalogFault } from "./schema";

const good = { id: "a", name: "A", model: "A", task: "TextToText", provider: "p", details: {} };

function read(items: readonly unknown[], isFile: boolean) {
  const reader = new ListReader({ provider: isFile ? "file" : "box", isFile });
  for (const item of items) reader.add(item);
  return reader.result();
}

const fromFile = (...items: unknown[]) => read(items, true);
const fromServer = (...items: unknown[]) => read(items, false);
const places = (errors: readonly CatalogFault[]) =>
  errors.map(({ index, path, note }) => `${index} ${path}${note ? " (note)" : ""}`);

describe("a list", () => {
  test("the catalog file that ships has no error and no note", () => {
    const { entries, errors } = fromFile(
      ...(listIn(JSON.parse(readFileSync(".models.json", "utf8"))) ?? []),
    );
    expect(errors).toEqual([]);
    expect(entries.length).toBeGreaterThan(10);
  });

  test.each([
    [[good], 1],
    [{ models: [good] }, 1],
    [{ object: "list", data: [good, good] }, 2],
    [nullLists.answers["GET /v1/models"].body, 0],
    [nullLists.answers["GET /api/tags"].body, 0],
    [[], 0],
  ])("%j is one", (json, length) => {
    expect(listIn(json)).toHaveLength(length);
  });

  test.each([null, 1, "x", {}, { models: {} }, { data: "none" }, { error: "no" }])(
    "%j is none",
    (json) => {
      expect(listIn(json)).toBe(null);
    },
  );

  test("without a readable entry does not replace another, unless it is empty", () => {
    expect(whyNone(fromFile({ name: "" }, 1))).toMatch(/none can be read; entry 0: id must be /);
    expect(whyNone(fromFile())).toBeUndefined();
    expect(whyNone(fromFile(1, good))).toBeUndefined();
  });

  test.each([
    [{ data: [{ id: "a" }], has_more: true, last_id: "a" }, { token: "a" }],
    [{ data: [{ id: "a" }, { id: "b" }], has_more: true }, { token: "b" }],
    [{ data: [], has_more: true }, null],
    [{ data: [{ id: "a" }], has_more: false, last_id: "a" }, null],
    [{ models: [], nextPageToken: "x" }, { token: "x" }],
    [{ data: [], next: "/v1/models?page=2" }, { url: "/v1/models?page=2" }],
    [{ data: [], next: "http://h/2" }, { url: "http://h/2" }],
    [{ data: [], links: { next: "?page=2" } }, { url: "?page=2" }],
    [{ data: [], next: null, next_cursor: "" }, null],
    [[good], null],
  ])("%j goes on at %j", (json, next) => {
    expect(nextPage(json)).toEqual(next);
  });
});

describe("an entry", () => {
  test("is an error only without a usable id; the others stay", () => {
    const { entries, errors, isPartial } = fromServer(
      good,
      ...[1, null, [], {}, { id: 5 }, { id: "" }, { id: "x".repeat(301) }, { id: "profiles" }],
      { id: "c" },
    );
    expect(entries.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(places(errors)).toEqual(["1 ", "2 ", "3 ", ...[4, 5, 6, 7, 8].map((n) => `${n} id`)]);
    expect(isPartial).toBe(true);
  });

  test.each(["org/name", "a:b", "a b", "back\\slash", "50%", "x/y/z:latest@q4", "ünïcode"])(
    "keeps the id %j",
    (id) => {
      expect(fromServer({ id }).entries).toMatchObject([{ id, name: id, model: id }]);
    },
  );

  test("from Gemini has its id without models/ before it; in the file an id stays as it is", () => {
    const id = "models/gem-2-flash";
    expect(fromServer({ id }, { name: "models/other" }).entries.map((entry) => entry.id)).toEqual([
      "gem-2-flash",
      "other",
    ]);
    expect(fromFile({ ...good, id }).entries[0]?.id).toBe(id);
  });

  test("has each unusable detail as unknown, with a note that says what is wrong", () => {
    const { entries, errors, isPartial } = fromFile({
      ...good,
      size: -1,
      digest: 5,
      modified_at: "yesterday",
      task: "Chat",
      details: {
        family: ["llama"],
        families: [""],
        context_length: -1,
        parameter_size: { toString: 1 },
        architecture: { n_layers: "many", head_dim: 128 },
      },
      parameters: { temperature: 3, top_k: 5, wings: 1 },
      lora_weights: "none",
    });
    expect(isPartial).toBe(false);
    expect(entries).toMatchObject([
      {
        size: null,
        digest: null,
        modified_at: null,
        task: "TextToText",
        details: { family: null, families: null, context_length: null, parameter_size: null },
        parameters: { top_k: 5 },
      },
    ]);
    expect(entries[0]?.details.architecture).toEqual({ head_dim: 128 });
    expect(places(errors).toSorted()).toEqual(
      [
        "size",
        "digest",
        "modified_at",
        "task",
        "details.family",
        "details.families",
        "details.context_length",
        "details.parameter_size",
        "details.architecture.n_layers",
        "parameters.temperature",
        "parameters.wings",
        "lora_weights",
      ]
        .map((path) => `0 ${path} (note)`)
        .toSorted(),
    );
    const size = errors.find(({ path }) => path === "size");
    expect(size?.message).toBe(
      "size must be a whole number of at least 0; got -1; treated as unknown",
    );
  });

  test.each(["", null, undefined])("with %j for a detail is unknown without a note", (nothing) => {
    const details = { family: nothing, families: nothing, context_length: nothing };
    const { entries, errors } = fromServer({ id: "a", size: nothing, details });
    expect(errors).toEqual([]);
    expect(entries[0]?.details).toMatchObject({ family: null, context_length: null });
  });

  test("loses only the unusable items of a list", () => {
    const { entries, errors } = fromFile({
      ...good,
      details: { families: ["llama", "", 5, "clip"] },
    });
    expect(entries[0]?.details.families).toEqual(["llama", "clip"]);
    expect(places(errors)).toEqual(["0 details.families (note)"]);
  });

  test("in the file needs nothing but an id, and keeps fields that the catalog does not know", () => {
    const { entries, errors } = fromFile({ id: "bge-m3", extra: { deep: [1] } });
    expect(errors).toEqual([]);
    expect(entries).toMatchObject([
      {
        id: "bge-m3",
        name: "bge-m3",
        model: "bge-m3",
        task: "TextToEmbeddings",
        provider: "file",
        extra: { deep: [1] },
      },
    ]);
  });

  test("of a server has its provider, and nothing that the catalog does not know", () => {
    const { entries } = fromServer({ id: "a", provider: "other", owned_by: "x", license: "long" });
    expect(entries[0]).toMatchObject({ provider: "box" });
    expect(entries[0]).not.toHaveProperty("license");
    expect(entries[0]).not.toHaveProperty("owned_by");
  });

  test("of a server loses texts and lists that are longer than any detail", () => {
    const details = { family: "x".repeat(301), families: Array.from({ length: 33 }, () => "f") };
    const { entries, errors } = fromServer({ id: "a", details });
    expect(entries[0]?.details).toMatchObject({ family: null, families: null });
    expect(places(errors)).toEqual(["0 details.family (note)", "0 details.families (note)"]);
  });

  test("that appears twice counts once, and the second is reported", () => {
    const { entries, errors, duplicates } = fromFile(good, { ...good, name: "second" });
    expect(entries).toMatchObject([{ name: "A" }]);
    expect(places(errors)).toEqual(["1 id"]);
    expect(duplicates).toEqual(["a"]);
  });
});

describe("real lists", () => {
  test("a cloud list with empty texts for every detail gives all its models", () => {
    const { entries, errors } = fromServer(...cloudList.answers["GET /api/tags"].body.models);
    expect(errors).toEqual([]);
    expect(entries.map(({ id, size }) => [id, size])).toEqual([
      ["big-chat:120b", 61_000_000_000],
      ["other-chat", 696_000_000_000],
    ]);
    expect(entries[0]?.details).toMatchObject({ family: null, quantization_level: null });
  });

  test("models that generate and edit images have those tasks, and a cloud model its context", () => {
    const { entries } = fromServer(...imageModels.answers["GET /api/tags"].body.models);
    expect(entries.map(({ id, task }) => [id, task])).toEqual([
      ["x/painter:latest", "TextToImage"],
      ["x/editor:latest", "ImageToImage"],
      ["far-chat:cloud", "TextToText"],
    ]);
    expect(entries[2]?.details.context_length).toBe(1_000_000);
  });
});

/** Entries as real servers list them, to be damaged. */
const REAL: object[] = [
  ...cloudList.answers["GET /api/tags"].body.models,
  ...imageModels.answers["GET /api/tags"].body.models,
  { id: "org/chat", object: "model", created: 1_700_000_000, max_model_len: 32_768, owned_by: "v" },
  { id: "local.gguf", meta: { n_ctx_train: 8192, size: 4e9, n_vocab: 1 }, created: 1 },
  {
    id: "o/see",
    name: "See",
    architecture: { input_modalities: ["text", "image"], output_modalities: ["text"] },
    context_length: 1000,
    top_provider: { context_length: 900 },
  },
];

/** Objects that answer to what strings, lists and promises have. */
const TRAPS: readonly unknown[] = [
  { length: { toString: 1 } },
  { toString: null, valueOf: null },
  { toJSON: 1, then: 1 },
  { length: 3, 0: "a" },
];
const nonsense = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(...TRAPS, "", -1, [""], 1e308, "\0", "\ud800", "x".repeat(400)),
);

/** The entry with one of its fields, however deep, damaged; its name and id stay. */
function damaged(entry: object, path: number, value: unknown, how: number): object {
  const names = Object.keys(entry).filter((name) => !["id", "name", "model"].includes(name));
  const name = names[path % names.length];
  if (name === undefined) return entry;
  const { [name]: old, ...rest } = asObject(entry);
  const isInner = typeof old === "object" && old !== null && !Array.isArray(old) && how % 2 === 0;
  if (isInner) return { ...rest, [name]: damaged(old, path >> 2, value, how >> 1) };
  const replaced = [value, null, [old], { [name]: old }, [old, old, value]];
  return how % 6 === 5 ? rest : { ...rest, [name]: replaced[how % replaced.length] };
}

test("of 5,000 damaged catalogs none fails to read, and no valid id is lost", () => {
  const change = fc.tuple(fc.nat(), fc.nat(1000), nonsense, fc.nat(1000));
  fc.assert(
    fc.property(
      fc.shuffledSubarray(REAL, { minLength: 1, maxLength: 3 }),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (real, changes, isFile) => {
        const items = [...real];
        for (const [which, path, value, how] of changes) {
          const index = which % items.length;
          items[index] = damaged(items[index] ?? {}, path, value, how);
        }
        const { entries, isPartial } = read(items, isFile);
        expect(isPartial).toBe(false);
        expect(entries).toHaveLength(real.length);
      },
    ),
    { numRuns: 5000 },
  );
}, 60_000);

test("anything at all in a list is read or reported, never an exception", () => {
  fc.assert(
    fc.property(nonsense, fc.boolean(), (value, isFile) => {
      const { entries, errors } = read([value, { id: "x", details: value }], isFile);
      expect(entries.length + errors.length).toBeGreaterThan(0);
      expect(entries.some(({ id }) => id === "x")).toBe(true);
    }),
  );
});

test("an object in place of any detail, in the file or a list, keeps the entry", () => {
  const entry = {
    ...good,
    size: 1,
    modified_at: "2026-01-01T00:00:00Z",
    parameters: { stop: ["a"], temperature: 1 },
    lora_weights: ["a"],
    details: { family: "f", families: ["f"], context_length: 4096 },
  };
  for (const object of hostileObjects(200, 3)) {
    for (const damaged of withValueInEachPlace(entry, object)) {
      for (const isFile of [true, false]) {
        const { entries, errors } = read([damaged], isFile);
        expect(entries.length + errors.filter(({ path }) => path === "id").length).toBe(1);
      }
    }
  }
});
